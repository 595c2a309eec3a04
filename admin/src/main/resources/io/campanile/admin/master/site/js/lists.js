// Who is left out or lost and why, and what happened.

import { card, h, replace, slaveLink } from './dom.js';
import { count, timeOfDay, word } from './format.js';

const MAX_SHOWN = 50;

const MARKS = { JOINED: '+', LEFT: '−', LOST: '?', REJECTED: '✕', ACCEPTED: '✓', STATE: '·', OUTCOME: '○', TAKEOVER: '⚑' };

export class Rejections {
  #list = h('ul', { class: 'list rejections' });
  #summary = h('p', { class: 'hint' });
  element = card('third', 'Left out or lost', null, this.#summary, this.#list);

  show({ last, lost }) {
    if (!last) {
      return;
    }
    const { rejected, falsetickers } = last.round;
    const kinds = Object.entries(rejected).map(([reason, n]) => `${n.toLocaleString('en')} ${word(reason)}`);
    const gone = last.states.LOST ?? 0;
    if (gone > 0) {
      kinds.push(`${count(gone, 'slave')} lost`);
    }
    this.#summary.textContent = kinds.length === 0 ? 'Nobody: every clock that answers agrees.' : `${kinds.join(', ')}.`;
    replace(this.#list, JSON.stringify([falsetickers, lost.map(s => [s.name, s.lost.at_ns])]), () => [
      ...falsetickers.map(f => [f.slave, f.detail]),
      ...lost.map(s => [s.name, `lost at ${timeOfDay(s.lost.at_ns)}: ${s.lost.why}`]),
    ].slice(0, MAX_SHOWN).map(([name, what]) => h('li', {}, slaveLink(name), h('span', {}, what))));
  }
}

/** The same again: of the same slave, but for the numbers in it. */
function likeness({ kind, slave, text }) {
  return JSON.stringify([kind, slave, text.replace(/\d[\d.,:]*/g, '0')]);
}

/** The newest of each kind first, with how often it happened and since when. */
function folded(changes) {
  const kinds = new Map();
  for (const change of [...changes].reverse()) {
    const known = kinds.get(likeness(change));
    if (known) {
      known.times++;
      known.firstNs = change.at_ns;
    } else {
      kinds.set(likeness(change), { change, times: 1, firstNs: change.at_ns });
    }
  }
  return [...kinds.values()];
}

export class Changes {
  #list = h('ul', { class: 'list' });
  element = card('', 'What happened', null, this.#list);

  show({ changes }) {
    const newest = folded(changes).slice(0, MAX_SHOWN);
    replace(this.#list, JSON.stringify(newest.map(f => [f.change.id, f.change.at_ns, f.times])), () => newest.length === 0
      ? [h('li', { class: 'empty' }, 'Nothing yet.')]
      : newest.map(({ change: c, times, firstNs }) => h('li', { class: c.kind },
        h('time', {}, timeOfDay(c.at_ns)),
        h('span', { class: 'mark', 'aria-hidden': 'true' }, MARKS[c.kind] ?? '·'),
        h('span', {}, ...(c.slave ? [slaveLink(c.slave), ` ${c.text}`] : [c.round === null ? c.text : `round ${c.round.toLocaleString('en')}: ${c.text}`]),
          times === 1 ? null : h('span', { class: 'times' }, ` ${times} times since ${timeOfDay(firstNs)}`)))));
  }
}
