export interface Breach {
  code: string; limitId: string | null; limit: string | null; value: string | null; headroom: string | null; detail?: string | null;
  /** Which order of a list it speaks of, counted from 0. */
  leg?: number | null;
  field?: string | null;
}

/** A problem document of the server, as an error. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly code: string | null;
  readonly field: string | null;
  /** Which order of a list the field belongs to, counted from 0. */
  readonly leg: number | null;
  readonly breaches: readonly Breach[];
  /** All codes of a denial with several; those that passed no limit have no breach. */
  readonly codes: readonly string[];
  readonly traceId: string | null;

  constructor(status: number, body: Record<string, unknown>) {
    const title = text(body.title) ?? `The server answered ${status}`;
    const detail = text(body.detail) ?? title;
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.code = text(body.code);
    this.field = text(body.field);
    this.leg = typeof body.leg === 'number' ? body.leg : null;
    this.codes = Array.isArray(body.codes) ? (body.codes as string[]) : [];
    this.traceId = text(body.traceId);
    this.breaches = Array.isArray(body.breaches) ? (body.breaches as Breach[]) : [];
  }
}

/** No answer came: the request may or may not have been carried out. */
export class NoAnswer extends Error {
  constructor(readonly reason: 'timeout' | 'network') {
    super(reason === 'timeout' ? 'The server did not answer in time.' : 'The server could not be reached.');
    this.name = 'NoAnswer';
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  return new Problem(response.status, typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {});
}

/** True where the answer leaves open whether the write happened: no answer, or a failure behind the API. */
export function isUnclear(error: unknown): boolean {
  return error instanceof NoAnswer || (error instanceof Problem && (error.status >= 500 || error.status === 408));
}

/** Null for what this person may not see or what is not there, so that one closed door does not shut the whole screen. */
export async function ifAllowed<T>(reading: Promise<T>): Promise<T | null> {
  return reading.catch((error: unknown) => {
    if (error instanceof Problem && (error.status === 403 || error.status === 404)) return null;
    throw error;
  });
}

/** A sentence for the screen. */
export function explain(error: unknown): string {
  if (error instanceof Problem || error instanceof NoAnswer) return error.message;
  return error instanceof Error && error.message ? error.message : 'Something went wrong.';
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
