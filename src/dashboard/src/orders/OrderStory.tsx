import { api } from '../api/client';
import type { Order, OrderStoryItem, StoryDecision } from '../api/types';
import { Failure, Loading } from '../controls/States';
import { useLoad } from '../controls/useLoad';
import { formatMoney, formatPrice, formatQty } from '../money/format';
import { between, formatExact, formatInstant, formatOld, formatSpan } from '../money/time';
import { Breaches } from '../ticket/Breaches';
import { meaningOf } from './status';
import { facts } from './story';
import { tell } from './tell';

const ISO = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** The journal's account of the order, event by event; read again whenever the order has moved. */
export function OrderStory({ order }: { order: Order }) {
  const latest = useLoad(`${order.id}@${order.version}`, (signal) => api.orderStory(order.id, signal));
  const items = latest.value;
  return (
    <section className="stack">
      <h3>Story</h3>
      {items === null && latest.error === null && <Loading what="the story" />}
      {latest.error !== null && <Failure error={latest.error} retry={latest.reload} />}
      <ol className="story" data-testid="order-story">
        {items?.map((item, index) => <Chapter key={item.seq} item={item} before={items[index - 1] ?? null} />)}
      </ol>
    </section>
  );
}

function Chapter({ item, before }: { item: OrderStoryItem; before: OrderStoryItem | null }) {
  const { title, tone, words, said } = tell(item);
  const after = item.order;
  const details = facts(item.data);
  return (
    <li className={`chapter ${tone}`}>
      <div className="row">
        <span className="strong grow">{title}</span>
        {before && <span className="faint">+{formatSpan(between(before.at, item.at))}</span>}
        <time className="dim" dateTime={item.at} title={`${formatExact(item.at)}, place ${item.seq} in the journal`}>{formatInstant(item.at)}</time>
      </div>
      {words && <p>{words}</p>}
      {said && <p className="broker-said"><span className="faint">Broker: </span><q>{said}</q></p>}
      {after && (
        <div className="row after">
          <span className={`chip ${meaningOf(after.ordStatus).tone}`} title={meaningOf(after.ordStatus).meaning}>{after.ordStatus}</span>
          <span className="dim">{formatQty(after.cumQty)} of {formatQty(after.orderQty)} filled{after.avgPx !== null && ` at ${formatPrice(after.avgPx)}`}, {formatQty(after.leavesQty)} left{after.inDoubt && ', in doubt'}</span>
        </div>
      )}
      {item.decision && <Decision decision={item.decision} />}
      {details.length > 0 && (
        <details>
          <summary>As journaled, #{item.seq}</summary>
          <div className="story-facts">
            {details.map(([name, value]) => <span key={name}><span className="faint">{name}</span> {ISO.test(value) ? formatInstant(value) : value}</span>)}
          </div>
        </details>
      )}
    </li>
  );
}

/** What the decision was taken with: the price and its age, the value, and every limit with what was left of it. */
function Decision({ decision }: { decision: StoryDecision }) {
  const { referencePx, referenceAgeSeconds, notional, limitsVersion, checks } = decision;
  const missed = checks?.filter(({ passed }) => !passed).length ?? 0;
  return (
    <details className="decision" open={missed > 0}>
      <summary>
        Decided on {referencePx === null ? 'no price' : <>{formatPrice(referencePx)}, {formatOld(referenceAgeSeconds === null ? null : referenceAgeSeconds * 1000)}</>}
        {checks && `; ${checks.length - missed} of ${checks.length} checks passed`}
      </summary>
      <p className="dim">Value {formatMoney(notional)}, limits of version {limitsVersion ?? '–'}.</p>
      {checks ? <Breaches breaches={checks} /> : <p className="faint">The limits of that moment cannot be told any more.</p>}
    </details>
  );
}
