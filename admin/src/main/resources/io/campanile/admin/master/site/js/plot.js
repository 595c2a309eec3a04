// Charts over time, drawn by uPlot, with one look and one way to ask what lies under the pointer.

import uPlot from '../vendor/uplot.js';
import { span, tick, timeOfDay } from './format.js';
import { h, replace } from './dom.js';

// Okabe and Ito's palette without vermilion, which is for those who are left out.
const HUES = ['#0072b2', '#009e73', '#e69f00', '#cc79a7', '#56b4e9', '#8c7a00', '#7b6fd0', '#5f6b73'];

/** Offsets below this, in ns, are drawn to a linear scale; above it each decade gets the same room. */
const LINEAR_NS = 100;
/** What may be chosen instead of all, where more is remembered. */
const RANGES = [['1 min', 60], ['5 min', 300], ['1 h', 3600]];

const DECADES = [1e3, 1e6, 1e9, 60e9, 3600e9];

/** How lines of one hue are told apart; the one of those who are left out is not among them. */
const DASHES = [[], [9, 4], [2, 3], [9, 3, 2, 3], [16, 4], [4, 2], [12, 3, 2, 3, 2, 3], [1, 5]];

/** How many lines differ in their hue or their dashes. */
export const LOOKS = HUES.length * DASHES.length;

/** The look of the nth of several lines: no two of them are alike. */
export function look(n) {
  return { stroke: HUES[n % HUES.length], dash: DASHES[Math.floor(n / HUES.length) % DASHES.length] };
}

/** A colour of the theme. */
export function themed(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The colour of bands, at an opacity. */
export function banded(opacity) {
  return `rgba(${themed('--band')}, ${opacity})`;
}

/** A scale on which seconds and microseconds can both be seen, around 0. */
export const SYMLOG = { distr: 4, asinh: LINEAR_NS, range: (u, least, most) => symmetric(least, most) };

function symmetric(least, most) {
  const size = Math.max(LINEAR_NS, Math.abs(least ?? 0), Math.abs(most ?? 0)) * 1.5;
  return [-size, size];
}

function symlogTicks(u, axis, least, most) {
  const ticks = DECADES.filter(t => t <= most);
  return [...ticks.map(t => -t).reverse(), 0, ...ticks];
}

/** Leaves out the labels that would overlap that of 0. */
function legible(chart, ticks) {
  const middle = chart.valToPos(0, 'y');
  return ticks.map(t => (t === 0 || Math.abs(chart.valToPos(t, 'y') - middle) > 13 ? t : null));
}

/** A chart in an element, that follows its width. */
export class Plot {
  #chart = null;
  #key = null;
  #element = h('div', { class: 'plot' });
  #tip = h('div', { class: 'tip', hidden: true });
  #height;
  #describe;
  #range = null;
  #ranges = h('div', { class: 'ranges', role: 'group', 'aria-label': 'Time range' });

  /**
   * @param height in pixels
   * @param describe the text for a series and an index into the data
   */
  constructor(label, height, describe) {
    this.#height = height;
    this.#describe = describe;
    this.#element.setAttribute('role', 'img');
    this.#element.setAttribute('aria-label', label);
    new ResizeObserver(() => this.#resize()).observe(this.#element);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { this.#key = null; });
  }

  get element() {
    return this.#element;
  }

  /** What chooses how much of the time is shown. */
  get ranges() {
    return this.#ranges;
  }

  /** Shows data; series and bands are only looked at when the key is another than before. */
  show(key, data, series, bands = []) {
    if (this.#element.clientWidth === 0) {
      return;
    }
    if (this.#key === key) {
      this.#chart.setData(data);
    } else {
      this.#key = key;
      this.#chart?.destroy();
      this.#chart = new uPlot(this.#options(series, bands), data, this.#element);
      this.#chart.over.append(this.#tip);
    }
    this.#keepRange(data[0]);
  }

  /** The last so many seconds, what lies between two moments, or all that is remembered. */
  #show(range) {
    this.#range = range;
    this.#chart.setData(this.#chart.data);
    this.#keepRange(this.#chart.data[0]);
  }

  #keepRange(times) {
    const newest = times.at(-1);
    const from = this.#range?.seconds ? newest - this.#range.seconds : this.#range?.from;
    const to = this.#range?.seconds ? newest : this.#range?.to;
    if (from !== undefined && to >= times[0]) {
      this.#chart.setScale('x', { min: Math.max(from, times[0]), max: to });
    } else {
      this.#range = null; // Nobody remembers that time any more.
    }
    this.#offer(newest - times[0]);
  }

  #offer(seconds) {
    const { seconds: last, from } = this.#range ?? {};
    const all = seconds > 0 ? `all (${span(seconds * 1e9, 2)})` : 'all';
    const shorter = RANGES.filter(([, most]) => most < seconds);
    replace(this.#ranges, JSON.stringify([this.#range, all, shorter]), () => [
      ...shorter.map(([text, most]) => this.#choice(text, { seconds: most }, last === most)),
      this.#choice(all, null, this.#range === null),
      from === undefined ? null : h('span', {}, `from ${timeOfDay(from * 1e9)} to ${timeOfDay(this.#range.to * 1e9)}`),
    ].filter(part => part !== null));
  }

  #choice(text, range, pressed) {
    return h('button', { type: 'button', 'aria-pressed': String(pressed), onclick: () => this.#show(range) }, text);
  }

  /** What was marked with the pointer. */
  #zoom(chart) {
    const { left, width } = chart.select;
    if (width > 0) {
      const range = { from: chart.posToVal(left, 'x'), to: chart.posToVal(left + width, 'x') };
      chart.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
      this.#show(range);
    }
  }

  #options(series, bands) {
    const axis = { stroke: themed('--soft'), grid: { stroke: themed('--line'), width: 1 }, ticks: { show: false }, font: '11px system-ui' };
    return {
      width: this.#element.clientWidth,
      height: this.#height,
      padding: [8, 26, 0, 0],
      legend: { show: false },
      scales: { x: { time: true }, y: SYMLOG },
      series: [{}, ...series],
      bands,
      axes: [
        { ...axis, space: 90, size: 30, values: [[60, '{HH}:{mm}', null, null, null, null, null, null, 1], [1, '{HH}:{mm}:{ss}', null, null, null, null, null, null, 1]] },
        { ...axis, size: 62, splits: symlogTicks, filter: legible, values: (u, ticks) => ticks.map(t => (t === null ? null : tick(t))) },
      ],
      cursor: { drag: { x: true, y: false, setScale: false, dist: 5 }, bind: { dblclick: () => () => this.#show(null) }, points: { size: 6 } },
      hooks: { setCursor: [chart => this.#point(chart)], setSelect: [chart => this.#zoom(chart)] },
    };
  }

  #resize() {
    if (this.#chart && this.#element.clientWidth > 0) {
      this.#chart.setSize({ width: this.#element.clientWidth, height: this.#height });
    }
  }

  /** Says what is nearest to the pointer. */
  #point(chart) {
    const { left, top, idx } = chart.cursor;
    let nearest = null;
    for (let i = 1; idx !== null && left >= 0 && i < chart.data.length; i++) {
      const value = chart.data[i][idx];
      if (value !== null && value !== undefined && chart.series[i].show) {
        const distance = Math.abs(chart.valToPos(value, 'y') - top);
        if (nearest === null || distance < nearest.distance) {
          nearest = { series: i, distance };
        }
      }
    }
    this.#tip.hidden = nearest === null;
    if (nearest) {
      this.#tip.textContent = this.#describe(nearest.series, idx, span(chart.data[nearest.series][idx]));
      const overLeft = left > chart.over.clientWidth / 2;
      this.#tip.style.left = overLeft ? 'auto' : `${left + 12}px`;
      this.#tip.style.right = overLeft ? `${chart.over.clientWidth - left + 12}px` : 'auto';
      this.#tip.style.top = `${Math.max(0, top - 30)}px`;
    }
  }
}
