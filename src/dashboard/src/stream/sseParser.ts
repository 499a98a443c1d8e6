export interface SseMessage { id: string | null; event: string; data: string }

/** Reads the text/event-stream format from chunks cut anywhere; answers the messages that are complete. */
export class SseParser {
  private rest = '';
  private id: string | null = null;
  private event = '';
  private data: string[] = [];

  push(chunk: string): SseMessage[] {
    const messages: SseMessage[] = [];
    this.rest += chunk;
    for (;;) {
      const end = /\r\n|\n|\r/.exec(this.rest);
      // A lone CR at the end of a chunk may be half of a CRLF.
      if (!end || (end[0] === '\r' && end.index === this.rest.length - 1)) return messages;
      const line = this.rest.slice(0, end.index);
      this.rest = this.rest.slice(end.index + end[0].length);
      const message = this.line(line);
      if (message) messages.push(message);
    }
  }

  private line(line: string): SseMessage | null {
    if (line === '') return this.dispatch();
    if (line.startsWith(':')) return null;
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') this.data.push(value);
    else if (name === 'event') this.event = value;
    else if (name === 'id') this.id = value;
    return null;
  }

  private dispatch(): SseMessage | null {
    const message = this.data.length === 0
      ? null
      : { id: this.id, event: this.event || 'message', data: this.data.join('\n') };
    this.id = null;
    this.event = '';
    this.data = [];
    return message;
  }
}
