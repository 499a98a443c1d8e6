/**
 * The place in the journal up to which the stream has told. The stream is ahead of the lists the server reads from, so every
 * reading asks for a list that is at least as new: the screen never falls back behind what it has shown.
 */
let seen: string | null = null;

export function noteSeen(eventId: string | null): void {
  seen = eventId;
}

export function seenSeq(): string | null {
  return seen;
}
