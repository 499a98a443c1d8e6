import { useState } from 'react';
import { useDesk } from '../desk/context';
import { useStorePart } from '../desk/store';
import { StatusChip } from '../orders/StatusChip';
import { requestWords } from '../orders/termsText';
import { setQuery } from '../shell/router';
import { icons } from '../theme/icons';
import type { Problem } from '../api/problem';
import { Breaches } from './Breaches';
import { legName } from './plan';
import { ordersOf, type Sent, type Submission, type Submitter } from './submission';

/** What became of the last submission. */
export function SubmissionResult({ state, submitter }: { state: Submission; submitter: Submitter }) {
  switch (state.phase) {
    case 'idle':
    case 'sending':
      return null;
    case 'unclear':
      return (
        <div className="notice warn result" role="alert" data-testid="ticket-unclear">
          {icons.warning}
          <div className="grow stack">
            <div><b>Outcome unclear.</b> <InWords sent={state.sent} /> {state.reason}</div>
            <div className="dim">A retry posts the same under the same {ordersOf(state.sent).length === 1 ? 'id' : 'ids'}: it cannot be sent twice.</div>
            <div className="row wrap">
              <button type="button" className="button primary" data-testid="ticket-retry" onClick={() => void submitter.retry()}>{'orders' in state.sent ? 'Retry the same list' : 'Retry the same order'}</button>
              <button type="button" className="button" data-testid="ticket-look" onClick={() => void submitter.look()}>Look for it</button>
              <GiveUp submitter={submitter} />
            </div>
            <span className="mono faint">{ordersOf(state.sent).map((order) => order.clOrdId).join(' ')}</span>
          </div>
        </div>
      );
    case 'denied':
      return (
        <div className="notice bad result" role="alert" data-testid="ticket-denied">
          {icons.warning}
          <div className="grow stack">
            <div><b>{state.problem.title}.</b> <InWords sent={state.sent} /></div>
            {!toldByBreaches(state.problem) && <div>{state.problem.detail}</div>}
            <Breaches breaches={state.problem.breaches} legs={'orders' in state.sent ? state.sent : null} />
            <span className="faint">Nothing was sent to the broker.</span>
          </div>
          <Dismiss submitter={submitter} />
        </div>
      );
    case 'accepted':
      return <Accepted state={state} submitter={submitter} />;
  }
}

function Accepted({ state, submitter }: { state: Extract<Submission, { phase: 'accepted' }>; submitter: Submitter }) {
  const order = useStorePart(useDesk().orders, (orders) => orders.get(state.orderId));
  return (
    <div className="notice good result" role="status" data-testid="ticket-accepted">
      <div className="grow stack">
        <div>
          {order?.acknowledgedAt ? <b>Acknowledged by the broker.</b> : <b>Accepted by us, not yet heard from the broker.</b>}{' '}
          <InWords sent={state.sent} />{state.replayed && ' It was already in the book: nothing was sent twice.'}
        </div>
        <div className="row">
          {order && <StatusChip order={order} />}
          <button type="button" className="button small" onClick={() => setQuery('order', state.orderId)}>Details</button>
        </div>
      </div>
      <Dismiss submitter={submitter} />
    </div>
  );
}

/** Two presses: the order may be live, and a new one beside it would be a second order. */
function GiveUp({ submitter }: { submitter: Submitter }) {
  const [asked, setAsked] = useState(false);
  return asked
    ? <button type="button" className="button danger-outline" onClick={() => submitter.dismiss()}>It may be live. Give up anyway</button>
    : <button type="button" className="button quiet" onClick={() => setAsked(true)}>Give up</button>;
}

function Dismiss({ submitter }: { submitter: Submitter }) {
  return (
    <button type="button" className="button quiet icon small" aria-label="Dismiss" onClick={() => submitter.dismiss()}>{icons.close}</button>
  );
}

/** Whether the list of breaches tells every reason; a fault of the terms is no breach of a limit. */
function toldByBreaches({ breaches, codes }: Problem): boolean {
  return breaches.length > 0 && codes.every((code) => breaches.some((breach) => breach.code === code));
}

/** What was sent, one line an order. */
function InWords({ sent }: { sent: Sent }) {
  const orders = ordersOf(sent);
  const contingency = 'contingencyType' in sent ? sent.contingencyType : null;
  return (
    <>
      {orders.map((order, place) => (
        <span key={order.clOrdId} className="sent-order">
          {contingency && <span className="dim">{legName(contingency, place, order)}: </span>}{requestWords(order)}.
        </span>
      ))}
    </>
  );
}
