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

export class Changes {
  #list = h('ul', { class: 'list' });
  element = card('', 'What happened', null, this.#list);

  show({ changes }) {
    const newest = changes.slice(-MAX_SHOWN).reverse();
    replace(this.#list, JSON.stringify(newest.map(c => [c.id, c.at_ns])), () => newest.length === 0
      ? [h('p', { class: 'empty' }, 'Nothing yet.')]
      : newest.map(c => h('li', { class: c.kind },
        h('time', {}, timeOfDay(c.at_ns)),
        h('span', { class: 'mark', 'aria-hidden': 'true' }, MARKS[c.kind] ?? '·'),
        h('span', {}, ...(c.slave ? [slaveLink(c.slave), ` ${c.text}`] : [c.round === null ? c.text : `round ${c.round.toLocaleString('en')}: ${c.text}`])))));
  }
}
