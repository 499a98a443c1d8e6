import type { OrderStoryItem, OrdType, Side } from '../api/types';
import { formatMoney, formatPrice, formatQty } from '../money/format';
import { anomalyTitle, anomalyWords } from './anomalies';
import { spaced } from './story';
import { priceWords, sideText } from './termsText';

/** Whose doing an event is: ours, the broker's, or of neither and a reason to look. */
export type Tone = 'us' | 'broker' | 'good' | 'bad' | 'warn';

export interface Told {
  title: string;
  tone: Tone;
  /** What happened, in a sentence. */
  words: string | null;
  /** What the broker said, word for word. */
  said: string | null;
}

type Data = Record<string, unknown>;
type Teller = (data: Data) => Partial<Told> & { title: string; tone: Tone };

const TELLERS: Record<string, Teller> = {
  OrderPlaced: (d) => ({ title: 'Accepted by us', tone: 'us', words: joined(termsWords(part(d.terms)), by(d), listWords(part(d.list))) }),
  OrderDenied: (d) => ({ title: 'Denied by us', tone: 'bad', words: joined('Nothing was sent.', denials(d), by(d)) }),
  OrderAcknowledged: (d) => ({ title: 'Acknowledged by the broker', tone: 'broker', words: d.permId == null ? null : `Its permanent id is ${text(d.permId)}.`, said: text(d.brokerStatus) }),
  OrderTraded: (d) => {
    const fill = part(d.execution);
    return { title: `Filled ${quantity(fill)}`, tone: 'good', words: joined(fill.exchange ? `On ${text(fill.exchange)}.` : null, d.anomaly ? anomalyWords(text(d.anomaly)) : null) };
  },
  OrderTradeCorrected: (d) => {
    const [was, now] = [part(d.was), part(d.execution)];
    const busted = /^-?0*\.?0*$/.test(text(now.lastQty));
    return { title: busted ? 'Fill taken back' : 'Fill corrected', tone: 'bad', words: busted ? `The fill of ${quantity(was)} never was.` : `${quantity(was)} became ${quantity(now)}.` };
  },
  OrderCommissionBooked: (d) => {
    const { amount, currency } = part(d.commission);
    return { title: 'Commission booked', tone: 'broker', words: `${formatMoney(text(amount))} ${text(currency)}.` };
  },
  OrderCancelRequested: (d) => ({ title: 'Cancel asked for', tone: 'us', words: joined('Fills may still arrive until the broker confirms.', by(d)) }),
  OrderCancelRejected: (d) => ({ title: 'Cancel refused by the broker', tone: 'bad', words: 'The order lives on.', said: said(d) }),
  OrderReplaceRequested: (d) => ({ title: 'Replace asked for', tone: 'us', words: joined(changeWords(part(d.terms)), 'The old terms work until the broker confirms.', by(d)) }),
  OrderReplaceDenied: (d) => ({ title: 'Replace denied by us', tone: 'bad', words: joined('The order lives on as it was.', denials(d), by(d)) }),
  OrderReplaced: (d) => ({ title: 'Replaced', tone: 'broker', words: changeWords(part(d.terms)) }),
  OrderRestated: (d) => ({ title: 'Restated by the broker, unasked', tone: 'warn', words: changeWords(part(d.terms)), said: text(d.brokerStatus) }),
  OrderReplaceRejected: (d) => ({ title: 'Replace refused by the broker', tone: 'bad', words: 'The old order lives.', said: said(d) }),
  OrderCanceled: (d) => ({ title: 'Canceled', tone: 'broker', said: text(d.text) }),
  OrderExpired: (d) => ({ title: 'Expired', tone: 'broker', said: text(d.text) }),
  OrderRejected: (d) => ({ title: 'Rejected', tone: 'bad', words: d.code === 'NOT_RECEIVED_BY_BROKER' || d.code === 'NOT_SENT_TO_BROKER' ? 'It is proven that the broker never worked it.' : null, said: said(d) }),
  OrderDoubtRaised: (d) => ({ title: 'In doubt from here', tone: 'warn', words: joined('Nobody knew whether the broker had it; it counted in full against every limit.', text(d.reason)) }),
  OrderConfirmed: (d) => ({ title: 'Confirmed by evidence', tone: 'good', words: text(d.evidence) }),
  OrderWarningNoted: (d) => ({ title: 'Warning from the broker', tone: 'warn', said: said(d) }),
  OrderAnomalyFlagged: (d) => ({ title: `Anomaly: ${anomalyTitle(text(d.anomaly))}`, tone: 'bad', words: anomalyWords({ code: text(d.anomaly), text: text(d.text) }) }),
};

/** An event in words. A kind that this program does not know is told by its name; its facts are shown as they are in any case. */
export function tell({ kind, data }: Pick<OrderStoryItem, 'kind' | 'data'>): Told {
  const told = TELLERS[kind]?.(part(data)) ?? { title: spaced(kind), tone: 'us' };
  return { ...told, words: told.words?.trim() || null, said: told.said?.trim() || null };
}

function part(value: unknown): Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Data) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function joined(...parts: (string | null)[]): string {
  return parts.filter(Boolean).map((words) => (/[.!?]$/.test(words ?? '') ? words : `${words ?? ''}.`)).join(' ');
}

function by({ by: who }: Data): string | null {
  const name = typeof who === 'string' ? who : text(part(who).name) || text(part(who).kind);
  return name === '' ? null : `By ${name}`;
}

function said({ code, text: words }: Data): string {
  return [text(code), text(words)].filter(Boolean).join(': ');
}

function quantity({ lastQty, lastPx }: Data): string {
  return `${formatQty(text(lastQty))} at ${formatPrice(text(lastPx))}`;
}

/** Terms as the journal keeps them: prices in a part of their own, amounts perhaps as numbers. The screens read text. */
function flat(terms: Data): Record<string, string> & Parameters<typeof priceWords>[0] {
  const { pricing, ...rest } = terms;
  return Object.fromEntries(Object.entries({ ...rest, ...part(pricing) }).map(([name, value]) => [name, text(value)])) as ReturnType<typeof flat>;
}

function termsWords(terms: Data): string | null {
  const asked = flat(terms);
  if (!asked.side) return null;
  return [`${sideText(asked.side as Side)} ${formatQty(asked.orderQty)} ${asked.symbol ?? ''}`, priceWords(asked), asked.timeInForce].filter(Boolean).join(', ');
}

/** New terms of an order, whose type they do not repeat. */
function changeWords(terms: Data): string {
  const asked = flat(terms);
  return [asked.orderQty && `Quantity ${formatQty(asked.orderQty)}`, priceWords({ ...asked, ordType: '' as OrdType })].filter(Boolean).join(', ');
}

function listWords({ type, leg }: Data): string | null {
  return leg ? `${spaced(text(leg))} of a list, ${text(type)}` : null;
}

function denials({ denials: list }: Data): string | null {
  if (!Array.isArray(list)) return null;
  return list.map((denial) => [text(part(denial).code), text(part(denial).detail)].filter(Boolean).join(': ')).join('; ') || null;
}
