// Puts the page together: the overview, or one slave's page, and what both share.

import { Feed } from './feed.js';
import { Changes, Rejections } from './lists.js';
import { Distribution } from './distribution.js';
import { Drift } from './drift.js';
import { Group } from './group.js';
import { Offsets } from './offsets.js';
import { SlavePage } from './slave.js';
import { Slaves } from './table.js';
import { judge, Verdict } from './verdict.js';
import { span } from './format.js';

const main = document.getElementById('main');
const table = new Slaves();
const verdict = new Verdict();
const changes = new Changes();
const group = new Group();
const rounds = [new Offsets(), new Distribution(), new Drift(), new Rejections(), changes, table];
let overview = [];
let shown = [];

/** What there is to show: a standby has no rounds and no slaves, and only a member of a group has others beside it. */
function overviewOf(feed) {
  return [verdict, ...(feed.group ? [group] : []), ...(feed.leads ? rounds : [changes])];
}

function isOf(parts, others) {
  return parts.length === others.length && parts.every((part, i) => part === others[i]);
}

/** Shows what the address asks for. */
function route() {
  const slave = /^#\/slaves\/(.+)$/.exec(location.hash);
  if (slave) {
    const page = new SlavePage(decodeURIComponent(slave[1]));
    shown = [page];
    main.replaceChildren(...page.parts);
  } else {
    layOut(feed);
  }
  scrollTo(0, 0);
  update(feed);
}

function layOut(feed) {
  overview = overviewOf(feed);
  shown = overview;
  main.replaceChildren(...overview.map(part => part.element));
}

function update(feed) {
  if (shown === overview && !isOf(overview, overviewOf(feed))) {
    layOut(feed);
  }
  const stale = feed.staleForMs;
  const { master } = feed;
  document.getElementById('master').textContent = master ? `${master.name} at ${master.address}` : '';
  const link = document.getElementById('link');
  link.className = stale > 0 ? 'stale' : '';
  link.textContent = stale > 0 ? `stale for ${span(stale * 1e6, 2)}` : feed.restarts > 0 && !feed.group ? 'live, the master has restarted' : 'live';
  document.title = `${judge(feed).answer} – Campanile`;
  shown.forEach(part => part.show(feed));
  for (const section of main.children) {
    section.classList.toggle('stale-data', stale > 0 && !section.classList.contains('verdict'));
  }
}

const feed = new Feed(update);
addEventListener('hashchange', route);
addEventListener('keydown', event => {
  if (event.key === '/' && !event.target.matches('input, select')) {
    event.preventDefault();
    if (shown !== overview) {
      location.hash = '#/';
      route();
    }
    table.focusSearch();
  }
});
route();
