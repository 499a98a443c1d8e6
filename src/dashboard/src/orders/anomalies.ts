import type { Remark } from '../api/types';

/** What each anomaly means and what to do about it. A fact that does not fit is booked, and a person has to look. */
const WORDS: Record<string, string> = {
  TradeAfterClose: 'A trade arrived for an order that had been reported closed. It is booked; check the position.',
  Overfill: 'More was traded than was ordered. It is booked; check the position.',
  OpenAfterClose: 'The broker works an order that was held closed here. Cancel it if it is not wanted.',
  CloseAfterFill: 'The broker reported a cancel of an order that had filled. The fills stand.',
  MissingAtBroker: 'The broker knew the order once and shows it no more, neither open, nor completed, nor filled.',
  TradeCorrected: 'The broker corrected a fill afterwards: quantity or price are not what was first told.',
  TradeBusted: 'The broker took a fill back. Its quantity is booked out again.',
  NakedPosition: 'What this order opened is held without the exit that was to protect it. Place one, or close the position.',
  OrphanLeg: 'The other legs of its list never worked: what it was to exclude is not there.',
  CommissionCurrencyDiffers: 'A cost came in another currency than those before it; the sum leaves it out.',
};

/** "NakedPosition", also where it comes as NAKED_POSITION. */
function codeOf(remark: Remark): string {
  const code = typeof remark === 'string' ? remark : remark.code ?? 'Anomaly';
  return /^[A-Z0-9]+(_[A-Z0-9]+)+$/.test(code) ? code.toLowerCase().replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase()) : code;
}

/** "NakedPosition" as a headline. */
export function anomalyTitle(remark: Remark): string {
  const words = codeOf(remark).replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What it means; of one from a newer server, what the server says of it. */
export function anomalyWords(remark: Remark): string {
  const own = typeof remark === 'string' ? null : remark.text ?? remark.detail ?? null;
  return [own, WORDS[codeOf(remark)]].filter(Boolean).join(' ') || 'A fact about this order does not fit what was known.';
}
