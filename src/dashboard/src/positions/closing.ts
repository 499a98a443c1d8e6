import type { Position } from '../api/types';
import { absolute, parse, sign, toText } from '../money/decimal';
import { go } from '../shell/router';
import { edit, resetDraft } from '../ticket/draft';

/** Lays the order that would close a position into the ticket; sending it stays the person's own step. */
export function fillClosing(position: Position): void {
  const quantity = parse(position.quantity);
  if (!quantity || sign(quantity) === 0) return;
  resetDraft();
  edit({
    account: position.account,
    symbol: position.symbol,
    instrument: null,
    side: sign(quantity) > 0 ? 'Sell' : 'Buy',
    orderQty: toText(absolute(quantity)),
  });
  go('/trading', { ticket: 'close' });
}
