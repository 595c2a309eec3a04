// The one answer: is the cluster in time?

import { count, span, word } from './format.js';
import { h, replace } from './dom.js';

/** The answer as data, so that the page's title can say it, too. */
export function judge(feed) {
  const last = feed.last;
  if (feed.staleForMs > 0) {
    return { mood: 'bad', answer: 'No news', why: `Nothing was heard from the master for ${span(feed.staleForMs * 1e6, 2)}: it is away, or this page is cut off. What follows is old. The slaves keep time meanwhile, and know how far they can be off.` };
  }
  if (!feed.limits) {
    return { mood: '', answer: 'Asking', why: 'The master is being asked how its clocks are.' };
  }
  if (!feed.leads) {
    return judgeStandby(feed);
  }
  if (!last) {
    return { mood: '', answer: 'Waiting', why: 'The master has not finished its first round.' };
  }
  const { round, states, error, second_master: secondMaster, parent } = last;
  const out = states.REJECTED ?? 0;
  const settling = (states.JOINING ?? 0) + (states.PROBATION ?? 0);
  if (round.finding === 'AWAITING_KEEPERS') {
    return { mood: 'bad', answer: 'Waiting for those who keep time', why: sentence(round.why) };
  }
  if (round.finding === 'AWAITING_PARENT') {
    return { mood: 'bad', answer: 'Waiting for the parent', why: `${sentence(round.why)}${trouble(parent)}` };
  }
  if (round.outcome === 'WAITING') {
    return { mood: 'warn', answer: 'Waiting for clocks', why: sentence(round.why) };
  }
  if (round.outcome !== 'STEERED') {
    return { mood: 'bad', answer: round.outcome === 'NO_MAJORITY' ? 'No majority' : 'Too few clocks', why: `${sentence(round.why)} Nobody is corrected.` };
  }
  if (secondMaster) {
    return { mood: 'warn', answer: 'Two masters', why: sentence(secondMaster) };
  }
  if (parent?.state === 'ALONE') {
    return { mood: 'warn', answer: 'In time, without its parent', why: `The parent's time is not known: this cluster keeps a time of its own.${trouble(parent)}` };
  }
  const lost = states.LOST ?? 0;
  const gone = lost === 0 ? '' : ` ${count(lost, 'slave')} ${lost === 1 ? 'was' : 'were'} lost within the last ${span(feed.limits.kept_lost_ns, 2)}.`;
  const who = out === 0 ? `No clock is left out.${gone}` : `${count(out, 'clock')} ${out === 1 ? 'is' : 'are'} left out.${gone}`;
  const worst = error ? ` By the physics of their round trips none of the others can be further than ${span(error.greatest)} from cluster time.` : '';
  if (round.spread_ns > feed.limits.tolerance_ns) {
    return { mood: 'warn', answer: 'Coming together', why: `The clocks that agree were still ${span(round.spread_ns)} apart. ${who}` };
  }
  if (out * 2 >= round.members) {
    return { mood: 'warn', answer: 'In time, but few', why: `${count(round.truechimers, 'clock')} agree. ${who}${worst}` };
  }
  if (round.utc?.parent_agrees === false) {
    return { mood: 'warn', answer: 'In time, UTC in doubt', why: `The parent's UTC contradicts what machines of this cluster claim of it: ${round.utc.offset_ns === null ? 'nobody is believed' : 'most of the claims are believed'}. See which of them has a wrong server. ${who}` };
  }
  const joining = settling > 0 ? ` ${count(settling, 'slave')} ${settling === 1 ? 'is' : 'are'} corrected and on probation.` : '';
  return { mood: 'good', answer: 'In time', why: `${round.truechimers} of ${count(round.electors, 'clock')} agree. ${who}${joining}${worst}${away(parent)}` };
}

function judgeStandby({ master, group }) {
  if (group.role === 'NOBODY_LEADS') {
    const members = group.members.length;
    return { mood: 'bad', answer: 'Nobody leads', why: `${master.name} knows no master that leads: of the ${members} masters ${Math.floor(members / 2) + 1} must run and reach each other, and all when the group begins. The slaves keep time meanwhile, and know how far they can be off.` };
  }
  const where = `${group.leader} leads, and slaves reach it at ${group.leader_address}.`;
  return master.status === 'SYNCHRONIZED'
    ? { mood: 'good', answer: 'Standing by', why: `${where} The clock of ${master.name} is in time, so it can take over.` }
    : { mood: 'warn', answer: 'Standing by', why: `${where} The clock of ${master.name} is ${word(master.status)}: see there what is said of the slave ${group.self}.` };
}

function away(parent) {
  return parent?.state === 'HOLDOVER' ? ` The parent is not heard, and this cluster goes on by itself.${trouble(parent)}` : '';
}

function trouble(parent) {
  return parent?.trouble ? ` ${sentence(parent.trouble)}` : '';
}

function sentence(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

export class Verdict {
  element = h('section', { class: 'card verdict', 'aria-label': 'Is the cluster in time?' });
  #answer = h('div', { class: 'answer', 'aria-live': 'polite' });
  #figures = h('dl', { class: 'figures' });

  constructor() {
    this.element.append(this.#answer, this.#figures);
  }

  show(feed) {
    const { mood, answer, why } = judge(feed);
    this.element.className = `card verdict ${mood}`;
    replace(this.#answer, answer + why, () => [h('h1', {}, answer), h('p', {}, why)]);
    const last = feed.last;
    this.#figures.classList.toggle('stale-data', feed.staleForMs > 0);
    this.#figures.replaceChildren(...(last ? figures(last) : feed.leads || !feed.master ? [] : standbyFigures(feed)));
  }
}

function standbyFigures({ master, group }) {
  return terms([
    ['certain to', master.error_ns === null ? '–' : `± ${span(master.error_ns)}`],
    ['leader', group.leader ?? 'nobody'],
  ]);
}

function terms(figures) {
  return figures.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value)));
}

function figures({ round, states, error, error_ns: own, parent }) {
  const bound = error ? Math.max(error.greatest, own ?? 0) : own;
  return terms([
    ['spread', span(round.spread_ns)],
    ['certain to', bound === null ? '–' : `± ${span(bound)}`],
    ...(parent ? [[`from ${parent.path[1] ?? 'its parent'}`, parent.distance_ns === null ? word(parent.state) : `${span(parent.distance_ns)} ± ${span(parent.error_ns)}`]] : []),
    ...fromUtc(round.utc),
    ['slaves', `${round.heard.toLocaleString('en')} / ${round.members.toLocaleString('en')}`],
    ...(states.LOST ? [['lost lately', states.LOST.toLocaleString('en')]] : []),
    ['round', round.number.toLocaleString('en')],
    ['round took', span(round.duration_ns)],
  ]);
}

/** The layer above: how far cluster time is from UTC, where some machine claims to know it. */
function fromUtc(utc) {
  if (!utc || (utc.offset_ns === null && !utc.claims)) {
    return [];
  }
  return [['from UTC', utc.offset_ns === null ? 'unknown' : `${span(-utc.offset_ns)} ± ${span(utc.error_ns)}`]];
}
