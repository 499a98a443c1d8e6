import type { OrderRequest } from '../api/types';
import type { Draft } from './draft';
import { legAt, legsOf, type PlanErrors } from './plan';
import { ordersOf, type Submission } from './submission';
import { requestOf, type FieldErrors } from './terms';

/** The server's refusal of a field, at that field of that order, until the field says something else. */
export function refusedFields(state: Submission, draft: Draft): PlanErrors {
  const legs: FieldErrors[] = draft.legs.map(() => ({}));
  const first: FieldErrors = {};
  if (state.phase !== 'denied') return { first, legs };
  const { problem, sent } = state;
  const named = problem.breaches.flatMap(({ field, leg, detail, code }) => (field ? [{ place: leg ?? 0, field, text: detail ?? code }] : []));
  if (named.length === 0 && problem.field) named.push({ place: problem.leg ?? 0, field: problem.field, text: problem.detail });
  for (const { place, field, text } of named) {
    const at = place === 0 ? -1 : legAt(draft, place);
    const terms = place === 0 ? draft : legsOf(draft)[at];
    const target = place === 0 ? first : legs[at];
    const was = ordersOf(sent)[place];
    if (!terms || !target || !was) continue;
    const now = requestOf({ ...terms, expireTime: terms.expireTime || '1970-01-01' }, was.account, draft.symbol);
    if (valueOf(now, field) === valueOf(was, field)) target[field.startsWith('trail') ? 'trail' : field] ??= text;
  }
  return { first, legs };
}

function valueOf(order: OrderRequest, field: string): unknown {
  return (order as unknown as Record<string, unknown>)[field];
}
