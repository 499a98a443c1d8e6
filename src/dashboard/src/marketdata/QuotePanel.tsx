import { useDesk } from '../desk/context';
import { useStore } from '../desk/store';
import { changePercent, parse, sign, subtract, toText } from '../money/decimal';
import { formatMoney, formatPrice, formatQty, formatSigned, signClass } from '../money/format';
import { formatAge } from '../money/time';
import type { Quote } from '../api/types';
import { chosenAccount } from '../shell/chosenAccount';
import { draft as draftStore, typePrice } from '../ticket/draft';
import { useQuote } from './useQuote';

/** The market in the chosen symbol. Its age is always said; a stale quote looks stale before anyone reads the age. */
export function QuotePanel() {
  const desk = useDesk();
  const draft = useStore(draftStore);
  const chosen = useStore(chosenAccount);
  const { quote, ageMs, stale } = useQuote(draft.symbol, draft.account ?? chosen ?? desk.me.accounts[0] ?? null);
  const { symbol, instrument } = draft;

  if (symbol === '') {
    return <section className="panel" aria-label="Quote"><div className="body dim">Choose an instrument to see its market.</div></section>;
  }
  return (
    <section className={`panel ${stale && quote ? 'stale-quote' : ''}`} aria-label={`Quote of ${symbol}`} data-testid="quote-panel">
      <header className="quote-head">
        <span className="strong">{symbol}</span>
        <span className="grow truncate dim">{instrument ? `${instrument.exchange} ${instrument.currency} · ${instrument.name}` : ''}</span>
        <span className={`chip ${!quote ? '' : stale ? 'loud' : 'good'}`} data-testid="quote-age">
          {!quote ? 'no quote' : stale ? `stale ${formatAge(ageMs)}` : formatAge(ageMs)}
        </span>
      </header>
      <div className="body stack">
        <div className="quote-sides">
          <Half name="Bid" className="bid" price={quote?.bid ?? null} size={quote?.bidSize ?? null} />
          <Half name="Ask" className="ask" price={quote?.ask ?? null} size={quote?.askSize ?? null} />
        </div>
        {quote && <Facts quote={quote} />}
      </div>
    </section>
  );
}

function Half({ name, className, price, size }: { name: string; className: string; price: string | null; size: string | null }) {
  return (
    <button type="button" className={`quote-side ${className}`} disabled={price === null} title={`Use the ${name.toLowerCase()} as the limit price`}
      onClick={() => { if (price !== null) typePrice(price); }}>
      <span className="label">{name}</span>
      <span className="quote-price" data-testid={`quote-${className}`}>{formatPrice(price)}</span>
      <span className="faint">{formatQty(size)}</span>
    </button>
  );
}

function Facts({ quote }: { quote: Quote }) {
  const last = parse(quote.last);
  const close = parse(quote.close);
  const change = last && close ? subtract(last, close) : null;
  const percent = last && close ? changePercent(last, close) : null;
  const bid = parse(quote.bid);
  const ask = parse(quote.ask);
  return (
    <dl className="quote-facts">
      <div><dt>Last</dt><dd>{formatPrice(quote.last)} <span className="faint">{formatQty(quote.lastSize)}</span></dd></div>
      <div><dt>Spread</dt><dd>{bid && ask ? formatPrice(toText(subtract(ask, bid))) : '–'}</dd></div>
      <div><dt>Chg</dt><dd className={signClass(change ? sign(change) : 0)}>{change ? formatSigned(change) : '–'}{percent && ` ${formatMoney(percent)}%`}</dd></div>
      <div><dt>Close</dt><dd>{formatPrice(quote.close)}</dd></div>
    </dl>
  );
}
