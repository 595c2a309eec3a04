// All slaves, in pages, as the master sorts and searches them.

import { card, h, slaveHash, slaveLink } from './dom.js';
import { count, rate, span, way, word } from './format.js';
import { ask } from './feed.js';

const PAGE = 25;
const REFRESH_MS = 2000;

const COLUMNS = [
  ['name', 'slave', ''], ['state', 'state', 'left'], ['offset', 'offset', ''], ['error', 'at most', ''],
  ['drift', 'drift', ''], ['delay', 'round trip', 'optional'], [null, 'probes', 'optional'], ['age', 'heard', 'optional'], ['address', 'address', 'optional'],
];
const STATES = ['MEMBER', 'PROBATION', 'JOINING', 'OBSERVER', 'REJECTED', 'LOST'];

export class Slaves {
  #query = { search: '', state: '', sort: '', offset: 0 };
  #search = h('input', { type: 'search', placeholder: 'name or address', 'aria-label': 'Search for a slave', oninput: () => this.#ask({ search: this.#search.value }) });
  #state = h('select', { 'aria-label': 'State', onchange: () => this.#ask({ state: this.#state.value }) },
    h('option', { value: '' }, 'all states'), ...STATES.map(s => h('option', { value: s }, word(s))));
  #count = h('span', { class: 'count', role: 'status' });
  #back = h('button', { onclick: () => this.#turn(-PAGE) }, '← back');
  #on = h('button', { onclick: () => this.#turn(PAGE) }, 'on →');
  #head = h('tr');
  #body = h('tbody');
  #askedAt = 0;
  #asking = false;
  element = card('', 'Slaves', null,
    h('div', { class: 'tools' }, this.#search, this.#state, this.#count, this.#back, this.#on),
    h('div', { class: 'scroll' }, h('table', {}, h('thead', {}, this.#head), this.#body)));

  constructor() {
    for (const [key, title, kind] of COLUMNS) {
      this.#head.append(h('th', { class: kind, scope: 'col' }, key ? h('button', { onclick: () => this.#sort(key) }, title) : title));
    }
  }

  focusSearch() {
    this.#search.focus();
    this.#search.scrollIntoView({ block: 'center' });
  }

  show() {
    if (performance.now() - this.#askedAt > REFRESH_MS && !this.#body.contains(document.activeElement)) {
      this.#refresh();
    }
  }

  #sort(key) {
    const { sort } = this.#query;
    this.#ask({ sort: sort === key ? `-${key}` : sort === `-${key}` ? '' : key });
  }

  #turn(by) {
    this.#query.offset = Math.max(0, this.#query.offset + by);
    this.#refresh();
  }

  #ask(change) {
    this.#query = { ...this.#query, ...change, offset: 0 };
    this.#refresh();
  }

  async #refresh() {
    this.#askedAt = performance.now();
    if (this.#asking) {
      this.#askedAt = 0; // Once more, with what was typed meanwhile.
      return;
    }
    this.#asking = true;
    const page = await ask(`api/v1/slaves?${new URLSearchParams({ ...this.#query, limit: PAGE })}`);
    this.#asking = false;
    if (page) {
      this.#fill(page);
    }
    if (this.#askedAt === 0) {
      this.#refresh();
    }
  }

  #fill({ total, matching, slaves }) {
    const { offset, sort } = this.#query;
    if (slaves.length === 0 && offset > 0) {
      this.#turn(-offset); // So many have left.
      return;
    }
    const range = matching === 0 ? '' : `${offset + 1} to ${offset + slaves.length} of `;
    this.#count.textContent = `${range}${count(matching, 'slave')}${matching < total ? `, ${total.toLocaleString('en')} in all` : ''}`;
    this.#back.disabled = offset === 0;
    this.#on.disabled = offset + slaves.length >= matching;
    COLUMNS.forEach(([key], i) => {
      const order = key === null ? null : sort === key ? 'ascending' : sort === `-${key}` ? 'descending' : null;
      order ? this.#head.children[i].setAttribute('aria-sort', order) : this.#head.children[i].removeAttribute('aria-sort');
    });
    this.#body.replaceChildren(...slaves.map(row));
  }
}

/** Opens the slave's page, unless the click was on its link anyway, or ended a selection. */
function open(event, name) {
  if (!event.target.closest('a') && getSelection().isCollapsed) {
    location.hash = slaveHash(name);
  }
}

function row(slave) {
  return h('tr', { class: 'opens', onclick: event => open(event, slave.name) },
    h('td', {}, slaveLink(slave.name)),
    h('td', { class: 'left' }, h('span', { class: `state ${slave.state}`, title: slave.lost?.why ?? slave.rejection?.detail ?? slave.without_vote }, word(slave.state))),
    h('td', {}, span(slave.offset_ns)), h('td', {}, slave.error_ns === null ? '–' : `± ${span(slave.error_ns)}`),
    h('td', {}, rate(slave.drift_ppb)), h('td', { class: 'optional' }, span(slave.delay_ns)), h('td', { class: 'optional' }, way(slave)),
    h('td', { class: 'optional' }, `${span(slave.age_ns, 2)} ago`), h('td', { class: 'optional' }, slave.address));
}
