import { BASE, bearer, renew } from '../api/http';
import { explain } from '../api/problem';
import { noteSeen } from '../api/seen';
import { noteServerDate } from '../api/serverClock';
import { createStore } from '../desk/store';
import { backoff } from './backoff';
import { SseParser, type SseMessage } from './sseParser';

/** The server sends a comment every 15 s; two missed ones and the line counts as dead. */
const SILENCE_MAX_MS = 35_000;
const OPEN_WITHIN_MS = 10_000;

export interface StreamStatus {
  phase: 'connecting' | 'connected' | 'reconnecting';
  /** From when on the screen may be wrong: the last moment the line was known to be good. Null while it is good. */
  uncertainSince: number | null;
  attempt: number;
  reason: string | null;
}

interface Handlers {
  onEvent: (message: SseMessage) => void;
  /** The line is open: read the lists, then the screen is true again. A failure here closes the line. */
  onOpen: () => Promise<void>;
}

/** Follows GET /stream for as long as the session lasts, resuming by Last-Event-ID and never in a hurry. */
export class StreamClient {
  readonly status = createStore<StreamStatus>({
    phase: 'connecting', uncertainSince: Date.now(), attempt: 1, reason: null,
  });
  private readonly stopping = new AbortController();
  private lastEventId: string | null = null;
  private lastHeard = Date.now();

  constructor(private readonly handlers: Handlers) {}

  start(): void {
    noteSeen(null);
    void this.run();
  }

  stop(): void {
    this.stopping.abort();
  }

  private isStopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async run(): Promise<void> {
    let attempt = 1;
    while (!this.isStopped()) {
      const reason = await this.follow(() => { attempt = 1; }).catch((error: unknown) =>
        error instanceof Error ? error.message : 'The line failed.');
      if (this.isStopped()) return;
      this.status.set((held) => ({
        phase: held.phase === 'connecting' && attempt === 1 ? 'connecting' : 'reconnecting',
        uncertainSince: held.uncertainSince ?? this.lastHeard,
        attempt,
        reason,
      }));
      await this.pause(backoff(attempt));
      attempt += 1;
      this.status.set((held) => ({ ...held, phase: 'reconnecting', attempt }));
    }
  }

  /** One connection, from the request to its end; answers why it ended. */
  private async follow(opened: () => void): Promise<string> {
    const line = new AbortController();
    const signal = AbortSignal.any([line.signal, this.stopping.signal]);
    let watchdog = setTimeout(() => line.abort(), OPEN_WITHIN_MS);
    try {
      const response = await this.request(signal);
      if (!response.ok || !response.body) return await this.refused(response);
      noteServerDate(response.headers.get('Date'));
      const hear = () => {
        this.lastHeard = Date.now();
        clearTimeout(watchdog);
        watchdog = setTimeout(() => line.abort(), SILENCE_MAX_MS);
      };
      hear();
      void this.handlers.onOpen().then(
        () => {
          if (signal.aborted) return;
          opened();
          this.status.set({ phase: 'connected', uncertainSince: null, attempt: 0, reason: null });
        },
        (error: unknown) => line.abort(explain(error)),
      );
      await this.read(response.body, hear);
      return 'The server closed the line.';
    } catch (error) {
      const reason: unknown = line.signal.reason;
      if (line.signal.aborted) return typeof reason === 'string' ? reason : 'Nothing was heard from the server.';
      throw error;
    } finally {
      clearTimeout(watchdog);
      line.abort();
    }
  }

  private async request(signal: AbortSignal): Promise<Response> {
    const open = async (token: string) => fetch(`${BASE}/stream?quotes=*`, {
      headers: {
        Accept: 'text/event-stream',
        Authorization: `Bearer ${token}`,
        ...(this.lastEventId === null ? {} : { 'Last-Event-ID': this.lastEventId }),
      },
      cache: 'no-store',
      signal,
    });
    const response = await open(await bearer());
    return response.status === 401 ? open(await renew()) : response;
  }

  private async refused(response: Response): Promise<string> {
    await response.body?.cancel();
    // An id the server no longer knows must not keep us out: the lists are read anew in any case.
    if (response.status >= 400 && response.status < 500 && response.status !== 401 && response.status !== 429) {
      this.lastEventId = null;
      noteSeen(null);
    }
    return `The stream answered ${response.status}.`;
  }

  private async read(body: ReadableStream<Uint8Array>, hear: () => void): Promise<void> {
    const parser = new SseParser();
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      hear();
      for (const message of parser.push(decoder.decode(value, { stream: true }))) {
        // Noted first: an event that cannot be read ends the line, and must not be met again on the next one.
        if (message.id !== null) {
          this.lastEventId = message.id;
          noteSeen(message.id);
        }
        this.handlers.onEvent(message);
      }
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      const { signal } = this.stopping;
      // Coming back online or to the tab is a good moment to try at once.
      window.addEventListener('online', done);
      signal.addEventListener('abort', done);
      function done() {
        clearTimeout(timer);
        window.removeEventListener('online', done);
        signal.removeEventListener('abort', done);
        resolve();
      }
    });
  }
}
