// What the master says: its history once, then each round as it ends. Comes back by itself when the master does.

const LEAST_PATIENCE_MS = 4000;
const MAX_LOST = 50;
const ASK_AGAIN_MS = 2000;

/** Fetches JSON; null when there is none. */
export async function ask(path) {
  try {
    const answer = await fetch(path, { cache: 'no-store' });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null; // The master is away: the stream says so.
  }
}

/** The live state of the cluster. Calls its listener, at most once a frame, when something has changed. */
export class Feed {
  master = null;
  /** The group of masters that it belongs to; null if it belongs to none. */
  group = null;
  rounds = [];
  changes = [];
  bucketsNs = [];
  /** What the master says about how much is kept, and what counts as agreement; null before it has. */
  limits = null;
  /** The slaves that were lost lately. */
  lost = [];
  heardAt = performance.now();
  restarts = 0;
  #listener;
  #pending = false;
  #source = null;
  #loading = false;
  #askedForLostAt = 0;

  constructor(listener) {
    this.#listener = listener;
    this.#connect();
    setInterval(() => this.#changed(), 1000);
  }

  /** Whether the master leads, so that it has rounds of its own. */
  get leads() {
    return !this.group || this.group.role === 'LEADING';
  }

  /** The last round; null before the first, and while another master leads. */
  get last() {
    return this.leads ? this.rounds.at(-1) ?? null : null;
  }

  /** For how long nothing was heard, in ms; 0 while that is as it should be. */
  get staleForMs() {
    const silence = performance.now() - this.heardAt;
    const roundMs = (this.master?.round_ns ?? 0) / 1e6;
    return silence > Math.max(LEAST_PATIENCE_MS, 3 * roundMs) ? silence : 0;
  }

  #connect() {
    const source = new EventSource('api/v1/events');
    this.#source = source;
    source.addEventListener('open', () => this.#load());
    source.addEventListener('round', event => this.#addRound(JSON.parse(event.data)));
    source.addEventListener('group', event => this.#addGroup(JSON.parse(event.data)));
    source.addEventListener('change', event => this.#addChange(JSON.parse(event.data)));
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) {
        // The browser gives up on an answer that is no stream, such as a proxy's.
        setTimeout(() => source === this.#source && this.#connect(), 2000);
      }
      this.#changed();
    });
  }

  /** What was before this page, or while it heard nothing. */
  async #load() {
    if (this.#loading) {
      return;
    }
    this.#loading = true;
    const status = await ask('api/v1/status');
    const history = status && await ask(`api/v1/rounds?last=${status.limits.kept_rounds}`);
    this.#loading = false;
    if (!history) {
      return;
    }
    if (this.master && this.master.epoch !== status.master.epoch) {
      this.restarts++;
      this.rounds = []; // Another master's: they count from 1 again.
    }
    if (!status.round) {
      this.rounds = []; // Those that are remembered are of a term that has ended.
      history.rounds = [];
    }
    this.master = status.master;
    this.group = status.group;
    this.limits = status.limits;
    this.lost = status.slaves.filter(slave => slave.state === 'LOST').slice(-MAX_LOST);
    this.bucketsNs = history.buckets_ns;
    const newest = history.rounds.at(-1)?.round.number ?? 0;
    // A round may have come in while the history was on its way.
    this.rounds = [...history.rounds, ...this.rounds.filter(r => r.round.number === newest + 1)];
    this.heardAt = performance.now();
    this.#changed();
  }

  #addGroup({ master, group }) {
    this.heardAt = performance.now();
    if (!this.limits || master.epoch !== this.master.epoch || group.role !== this.group?.role) {
      this.#load(); // Somebody else leads.
      return;
    }
    this.master = master;
    this.group = group;
    this.#changed();
  }

  #addRound(entry) {
    this.heardAt = performance.now();
    if (!this.limits) {
      this.#load(); // It could not be asked for what was before.
      return;
    }
    if (this.last && entry.round.number <= this.last.round.number) {
      if (entry.round.at_ns > this.last.round.at_ns) {
        this.#load(); // A new term: its rounds count from 1 again.
      }
      return; // Known already; a restarted master's history is about to be loaded.
    }
    this.rounds.push(entry);
    this.rounds.splice(0, this.rounds.length - this.limits.kept_rounds);
    this.#askForLost(entry.states.LOST ?? 0);
    this.#changed();
  }

  /** Who is lost is no part of a round: it is asked for while there is anybody. */
  async #askForLost(count) {
    if (count === 0) {
      this.lost = [];
    } else if (performance.now() - this.#askedForLostAt > ASK_AGAIN_MS) {
      this.#askedForLostAt = performance.now();
      const page = await ask(`api/v1/slaves?state=lost&limit=${MAX_LOST}`);
      this.lost = page?.slaves ?? this.lost;
      this.#changed();
    }
  }

  #addChange(change) {
    if (!this.changes.some(known => known.id === change.id && known.at_ns === change.at_ns)) {
      this.changes.push(change);
      this.changes.splice(0, this.changes.length - (this.limits?.kept_changes ?? this.changes.length));
      this.#changed();
    }
  }

  #changed() {
    if (!this.#pending) {
      this.#pending = true;
      requestAnimationFrame(() => {
        this.#pending = false;
        this.#listener(this);
      });
    }
  }
}
