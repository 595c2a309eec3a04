// Numbers as people read them.

const UNITS = [
  [3600e9, 3600e9, 'h'],
  [1e9, 1e9, 's'],
  [1e6, 1e6, 'ms'],
  [1e3, 1e3, 'µs'],
  [0, 1, 'ns'],
];

/** A span of nanoseconds with a unit that suits its size: "4.6 µs". */
export function span(ns, digits = 3) {
  if (ns === null || ns === undefined) {
    return '–';
  }
  const size = Math.abs(ns);
  const [, unit, name] = UNITS.find(([from]) => size >= from);
  const value = size / unit;
  const places = unit === 1 ? 0 : Math.max(0, digits - 1 - Math.floor(Math.log10(Math.max(1, value))));
  return `${ns < 0 ? '−' : ''}${value.toFixed(places)} ${name}`;
}

/** A tick of an axis: as short as it can be. */
export function tick(ns) {
  return ns === 0 ? '0' : span(ns, 1);
}

/** A rate in ppb, as ppm. */
export function rate(ppb) {
  if (ppb === null || ppb === undefined) {
    return '–';
  }
  const size = Math.abs(ppb / 1000).toFixed(2);
  return `${ppb < 0 && Number(size) > 0 ? '−' : ''}${size} ppm`;
}

/** The time of day of a moment in nanoseconds since 1970. */
export function timeOfDay(ns) {
  return new Date(ns / 1e6).toLocaleTimeString([], { hour12: false });
}

/** The date and time of a moment in nanoseconds since 1970. */
export function moment(ns) {
  return new Date(ns / 1e6).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'medium', hour12: false });
}

/** "1 slave", "2 slaves". */
export function count(number, noun) {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

/** A word of the interface as it stands in a sentence. */
export function word(constant) {
  return constant.toLowerCase().replaceAll('_', ' ');
}

/** What carries a slave's probes, and who stamps them, if not the programs; as campanile status has it. */
export function way({ probes_by, stamps }) {
  const by = { HARDWARE: ', card', KERNEL: ', kernel' }[stamps] ?? '';
  return probes_by ? probes_by + by : '–';
}
