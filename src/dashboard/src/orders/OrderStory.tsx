import { api } from '../api/client';
import type { Order } from '../api/types';
import { Failure, Loading } from '../controls/States';
import { useLoad } from '../controls/useLoad';
import { formatExact, formatInstant } from '../money/time';
import { facts, spaced } from './story';

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
        {items?.map((item) => (
          <li key={item.seq}>
            <div className="row">
              <span className="strong grow">{spaced(item.kind)}</span>
              <time className="dim" dateTime={item.at} title={formatExact(item.at)}>{formatInstant(item.at)}</time>
              <span className="faint story-seq" title="Place in the journal">#{item.seq}</span>
            </div>
            <div className="story-facts">
              {facts(item.data).map(([name, value]) => <span key={name}><span className="faint">{name}</span> {ISO.test(value) ? formatInstant(value) : value}</span>)}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
