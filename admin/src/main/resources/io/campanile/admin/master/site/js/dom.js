// Builds elements. Text is always text: a slave may be called whatever it likes.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.filter(child => child !== null));
  return element;
}

/** An HTML element. */
export function h(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

/** An SVG element. */
export function s(tag, properties = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

/** A card of the page, with what belongs into it. */
export function card(size, title, hint, ...children) {
  return h('section', { class: `card ${size}`, 'aria-label': title },
    h('h2', {}, title), hint ? h('p', { class: 'hint' }, hint) : null, ...children);
}

/** A link to a slave's own page. */
export function slaveLink(name) {
  return h('a', { href: slaveHash(name) }, name);
}

/** Where a slave's own page is. */
export function slaveHash(name) {
  return `#/slaves/${encodeURIComponent(name)}`;
}

/** Replaces an element's children, but only if what they say has changed: a reader's selection and focus stay. */
export function replace(element, key, children) {
  if (element.dataset.key !== key) {
    element.dataset.key = key;
    element.replaceChildren(...children());
  }
}
