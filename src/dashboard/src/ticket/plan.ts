import type { ContingencyType, OrderRequest, Quote } from '../api/types';
import { compare, parse } from '../money/decimal';
import { opposite, type Draft, type LegDraft, type TermsDraft } from './draft';
import { isProtective } from './ordTypes';
import { requestOf, termsAdvice, termsFaults, type FieldErrors } from './terms';

/** What the ticket would send: one order, or a list whose first order is the entry, the parent, or the first leg. */
export interface Plan { contingency: ContingencyType | null; orders: readonly OrderRequest[] }

/** Errors of the first order, and of each leg that stands in the form. */
export interface PlanErrors { first: FieldErrors; legs: readonly FieldErrors[] }

/** The legs as they will be sent: the exits of a bracket have the side and the quantity that its entry gives them. */
export function legsOf(draft: Draft): readonly LegDraft[] {
  if (draft.contingency !== 'Bracket') return draft.legs;
  return draft.legs.map((leg) => ({ ...leg, side: opposite(draft.side), orderQty: draft.orderQty }));
}

export function planFaults(draft: Draft, account: string | null): PlanErrors {
  const first = termsFaults(draft, draft.instrument);
  if (!account) first.account = 'Choose an account.';
  if (draft.symbol === '') first.symbol = 'Choose an instrument.';
  if (draft.contingency !== null && !draft.legs.some((leg) => leg.on)) first.contingency = 'Choose at least one more order.';
  return { first, legs: legsOf(draft).map((leg) => (leg.on ? withoutEntrys(termsFaults(leg, draft.instrument), draft) : {})) };
}

export function planAdvice(draft: Draft, quote: Quote | null): PlanErrors {
  const first = termsAdvice(draft, draft.instrument, quote);
  const legs = legsOf(draft).map((leg) => {
    // A waiting leg meets a market that is not there yet: only its distance to the entry can be judged.
    const advice = withoutEntrys(termsAdvice(leg, draft.instrument, draft.contingency === 'OCO' ? quote : null), draft);
    const wrong = draft.contingency === 'Bracket' ? wrongSide(draft, leg) : null;
    return wrong ? { ...advice, [wrong.field]: wrong.text } : advice;
  });
  return { first, legs };
}

/** What will be sent, null while it is not complete. */
export function planOf(draft: Draft, account: string | null): Plan | null {
  const { first, legs } = planFaults(draft, account);
  if (account === null || [first, ...legs].some((faults) => Object.keys(faults).length > 0)) return null;
  const all: readonly TermsDraft[] = [draft, ...legsOf(draft).filter((leg) => leg.on)];
  return { contingency: draft.contingency, orders: all.map((terms) => requestOf(terms, account, draft.symbol)) };
}

/** Which leg of the form stands at this place of the list that was sent; the legs that are off were not. */
export function legAt(draft: Draft, place: number): number {
  return draft.legs.flatMap((leg, index) => (leg.on ? [index] : []))[place - 1] ?? -1;
}

export function legName(contingency: ContingencyType | null, place: number, leg?: Pick<OrderRequest, 'ordType'>): string {
  if (contingency === 'OCO') return `Leg ${place + 1}`;
  if (place === 0) return contingency === 'Bracket' ? 'Entry' : 'Parent';
  if (contingency === 'OTO') return 'Child';
  return leg && isProtective(leg.ordType) ? 'Stop loss' : 'Take profit';
}

/** The exits of a bracket have no quantity of their own that could be wrong. */
function withoutEntrys({ orderQty, ...rest }: FieldErrors, { contingency }: Draft): FieldErrors {
  return contingency === 'Bracket' || orderQty === undefined ? rest : { ...rest, orderQty };
}

function wrongSide(entry: Draft, leg: LegDraft): { field: string; text: string } | null {
  const field = isProtective(leg.ordType) ? 'stopPx' : 'price';
  const at = parse(leg[field]);
  const from = parse(entry.price);
  if (!leg.on || !at || !from || entry.ordType !== 'Limit') return null;
  const isAbove = compare(at, from) > 0;
  const belongsAbove = (entry.side === 'Buy') !== isProtective(leg.ordType);
  if (isAbove === belongsAbove && compare(at, from) !== 0) return null;
  return { field, text: 'On the wrong side of the entry: it would trade as soon as the entry has.' };
}
