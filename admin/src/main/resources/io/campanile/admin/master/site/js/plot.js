// Charts over time, drawn by uPlot, with one look and one way to ask what lies under the pointer.

import uPlot from '../vendor/uplot.js';
import { span, tick } from './format.js';
import { h } from './dom.js';

// Okabe and Ito's palette without vermilion, which is for those who are left out.
const HUES = ['#0072b2', '#009e73', '#e69f00', '#cc79a7', '#56b4e9', '#8c7a00', '#7b6fd0', '#5f6b73'];

/** Offsets below this, in ns, are drawn to a linear scale; above it each decade gets the same room. */
const LINEAR_NS = 100;
const DECADES = [1e3, 1e6, 1e9, 60e9, 3600e9];

/** The colour of the nth of several lines. */
export function hue(n) {
  return HUES[n % HUES.length];
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

  /** Shows data; series and bands are only looked at when the key is another than before. */
  show(key, data, series, bands = []) {
    if (this.#element.clientWidth === 0) {
      return;
    }
    if (this.#key === key) {
      this.#chart.setData(data);
      return;
    }
    this.#key = key;
    this.#chart?.destroy();
    this.#chart = new uPlot(this.#options(series, bands), data, this.#element);
    this.#chart.over.append(this.#tip);
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
      cursor: { drag: { x: false, y: false }, points: { size: 6 } },
      hooks: { setCursor: [chart => this.#point(chart)] },
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
