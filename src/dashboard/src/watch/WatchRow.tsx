import { useEffect } from 'react';
import { useNow } from '../controls/useNow';
import { useDesk } from '../desk/context';
import { useStorePart } from '../desk/store';
import { freshness } from '../marketdata/staleness';
import { changePercent, parse, sign } from '../money/decimal';
import { formatMoney, formatQty, signClass, UNKNOWN } from '../money/format';
import { formatAge, formatExact } from '../money/time';
import { icons } from '../theme/icons';
import { chooseSymbol } from '../ticket/draft';
import { Price } from './Price';

interface Props { symbol: string; ageMaxMs: number; current: boolean; onRemove: () => void }

export function WatchRow({ symbol, ageMaxMs, current, onRemove }: Props) {
  const desk = useDesk();
  const quote = useStorePart(desk.quotes, (quotes) => quotes.get(symbol) ?? null);
  useNow();
  const { ageMs, stale } = freshness(quote, ageMaxMs);
  const last = parse(quote?.last);
  const close = parse(quote?.close);
  const change = last && close ? changePercent(last, close) : null;

  useEffect(() => {
    if (!desk.quotes.get().has(symbol)) void desk.readQuote(symbol).catch(() => undefined);
  }, [desk, symbol]);

  return (
    <tr className={`watch-row ${stale ? 'stale' : ''} ${current ? 'current' : ''}`} data-testid={`watch-${symbol}`} data-stale={stale}>
      <th scope="row"><button type="button" className="watch-symbol" title="Into the ticket" onClick={() => chooseSymbol(symbol)}>{symbol}</button></th>
      <td className="num"><Price value={quote?.last ?? null} testId={`watch-last-${symbol}`} /></td>
      <td className={`num watch-change ${signClass(change ? sign(change) : 0)}`}>{change ? `${sign(change) > 0 ? '+' : ''}${formatMoney(change)}%` : UNKNOWN}</td>
      <td className="num faint watch-size">{formatQty(quote?.bidSize)}</td>
      <td className="num"><Price value={quote?.bid ?? null} /></td>
      <td className="num"><Price value={quote?.ask ?? null} /></td>
      <td className="num faint watch-size">{formatQty(quote?.askSize)}</td>
      <td className="num"><span className={stale ? 'chip loud' : 'dim'} title={formatExact(quote?.at)}>{!quote ? 'no quote' : stale ? `stale ${formatAge(ageMs)}` : formatAge(ageMs)}</span></td>
      <td className="num"><button type="button" className="button quiet icon small" aria-label={`Stop watching ${symbol}`} onClick={onRemove}>{icons.close}</button></td>
    </tr>
  );
}
