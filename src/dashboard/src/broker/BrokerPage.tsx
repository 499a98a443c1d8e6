import { useEffect, useState } from 'react';
import type { BrokerState, BrokerStatus } from '../api/types';
import { Failure, Loading } from '../controls/States';
import { useNow } from '../controls/useNow';
import { useDesk } from '../desk/context';
import { useStore } from '../desk/store';
import { formatAge, formatExact, formatInstant } from '../money/time';
import { ageOf } from '../api/serverClock';

const READ_EVERY_MS = 5000;

const MEANING: Record<BrokerState, string> = {
  Disconnected: 'There is no line to the broker. Orders are not sent; open orders at the broker live on and can fill unseen until the line is back.',
  Connecting: 'The line is being opened.',
  Synchronizing: 'The line is up; open orders, executions and positions are being compared before new orders may go.',
  Ready: 'Orders flow, and what the broker reports is booked as it comes.',
};
const TONE: Record<BrokerState, string> = { Disconnected: 'alarm', Connecting: 'loud', Synchronizing: 'loud', Ready: 'good' };

export function BrokerPage() {
  const desk = useDesk();
  const broker = useStore(desk.broker);
  const [error, setError] = useState<unknown>(null);
  const [round, setRound] = useState(0);

  useEffect(() => {
    const read = () => void desk.readBroker().then(() => setError(null), setError);
    read();
    const timer = setInterval(read, READ_EVERY_MS);
    return () => clearInterval(timer);
  }, [desk, round]);

  return (
    <div className="broker">
      <div className="page-head"><h1>Broker</h1></div>
      {error !== null && <Failure error={error} retry={() => setRound((held) => held + 1)} />}
      {!broker && error === null && <Loading what="the link" />}
      {broker && <Link broker={broker} />}
    </div>
  );
}

function Link({ broker }: { broker: BrokerStatus }) {
  useNow();
  return (
    <section className="panel" aria-label="Link to Interactive Brokers" style={{ maxWidth: 640 }} data-testid="broker-link">
      <header>
        <h2 className="grow">Interactive Brokers</h2>
        <span className={`chip ${TONE[broker.state]}`}><span className="dot" aria-hidden="true" />{broker.state}</span>
      </header>
      <div className="body stack">
        <p className="dim">{MEANING[broker.state]}</p>
        {broker.reason && <div className={`notice ${broker.state === 'Ready' ? '' : 'warn'}`}><span><b>Reason.</b> {broker.reason}</span></div>}
        <dl className="facts">
          <dt>Since</dt>
          <dd title={formatExact(broker.since)}>{formatInstant(broker.since)} <span className="faint">({formatAge(ageOf(broker.since))})</span></dd>
          <dt>Attempts</dt><dd>{broker.attempts ?? '–'}</dd>
          <dt>Address</dt><dd className="mono">{broker.host ? `${broker.host}:${broker.port ?? '?'}` : '–'}</dd>
          <dt>Client id</dt><dd>{broker.clientId ?? '–'}</dd>
          <dt>Server version</dt><dd>{broker.serverVersion ?? '–'}</dd>
        </dl>
      </div>
    </section>
  );
}
