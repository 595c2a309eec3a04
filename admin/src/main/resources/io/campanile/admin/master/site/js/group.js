// The group of masters, as the one that shows this page sees it.

import { card, h, replace } from './dom.js';
import { count, moment, span, word } from './format.js';

export class Group {
  #hint = h('p', { class: 'hint' });
  #link = h('p', { class: 'hint' });
  #body = h('tbody');
  element = card('', 'Masters', null, this.#hint, this.#link, h('div', { class: 'scroll' }, h('table', {},
    h('thead', {}, h('tr', {}, ...[['master', ''], ['state', 'left'], ['offset', ''], ['at most', ''], ['heard', 'optional'], ['address', 'optional']]
      .map(([title, kind]) => h('th', { class: kind, scope: 'col' }, title)))), this.#body)));

  show({ group }) {
    if (group) {
      this.#hint.textContent = summary(group);
      replace(this.#link, JSON.stringify([group.role, group.leader, group.leader_admin]), () => leader(group));
      this.#body.replaceChildren(...group.members.map(member => row(member, group)));
    }
  }
}

/** The way to the leader's dashboard, from those of the others. Only what is a page is linked, whatever a member says. */
function leader({ role, leader, leader_admin: admin }) {
  if (role !== 'FOLLOWING') {
    return [];
  }
  return admin !== null && /^https?:\/\//.test(admin)
    ? ['The cluster is shown on ', h('a', { href: admin, rel: 'noreferrer' }, `the dashboard of ${leader}`), '.']
    : [`The dashboard of ${leader} shows the cluster. There is no link to it, for its admin server listens on its own machine only, or has not said where it is reached: have it listen elsewhere, or advertise its address.`];
}

function summary(group) {
  const last = group.last_takeovers.at(-1);
  const since = group.since_ns === null ? '' : ` since ${moment(group.since_ns)}`;
  const who = group.leader ? `${group.leader} leads${since}, in epoch ${group.epoch}, and slaves reach it at ${group.leader_address}.` : `Nobody leads, as far as ${group.self} knows.`;
  const vacancy = (last?.vacant_ns ?? null) === null ? '' : `; before the last one nobody led for ${span(last.vacant_ns)}`;
  return `${who} ${count(group.takeovers, 'takeover')} so far${vacancy}.`;
}

function row(member, group) {
  return h('tr', {},
    h('td', {}, member.name === group.self ? `${member.name} (this)` : member.name),
    h('td', { class: 'left' }, h('span', { class: `state ${member.state}` }, word(member.state))),
    h('td', {}, span(member.offset_ns)), h('td', {}, member.error_ns === null ? '–' : `± ${span(member.error_ns)}`),
    h('td', { class: 'optional' }, member.silent_ns ? `${span(member.silent_ns, 2)} ago` : '–'),
    h('td', { class: 'optional' }, member.address));
}
