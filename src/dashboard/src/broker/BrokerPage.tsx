import { useEffect, useState } from 'react';
import type { BrokerStatus } from '../api/types';
import { Failure, Loading } from '../controls/States';
import { useNow } from '../controls/useNow';
import { useDesk } from '../desk/context';
import { useStore } from '../desk/store';
import { formatAge, formatExact, formatInstant } from '../money/time';
import { ageOf } from '../api/serverClock';
import { BROKER_STATES } from './brokerStates';

const READ_EVERY_MS = 5000;

const CHIP = { good: 'good', warn: 'loud', alarm: 'alarm' };

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
        <span className={`chip ${CHIP[BROKER_STATES[broker.state].tone]}`}><span className="dot" aria-hidden="true" />{broker.state}</span>
      </header>
      <div className="body stack">
        <p className="dim">{BROKER_STATES[broker.state].meaning}</p>
        {broker.reason && <div className={`notice ${broker.state === 'Ready' ? '' : 'warn'}`}><span><b>Reason.</b> {broker.reason}</span></div>}
        <dl className="facts">
          <dt>Since</dt>
          <dd title={formatExact(broker.since)}>{formatInstant(broker.since)} <span className="faint">({formatAge(ageOf(broker.since))})</span></dd>
          <dt>Attempts</dt><dd>{broker.attempts ?? '–'}</dd>
          <dt>Address</dt><dd className="mono">{broker.host ? `${broker.host}:${broker.port ?? '?'}` : '–'}</dd>
          <dt>Client id</dt><dd>{broker.clientId ?? '–'}</dd>
          <dt>Last compared</dt><dd>{broker.synchronizedAt ? formatInstant(broker.synchronizedAt) : '–'}</dd>
          <dt>Witness</dt><dd>{broker.witness ?? 'none'}</dd>
          {broker.restart && <><dt>Planned restart</dt><dd>{formatInstant(broker.restart.restartAt)}, frozen from {formatInstant(broker.restart.freezeAt)}</dd></>}
          {broker.weeklyLoginAt && <><dt>Weekly sign-in</dt><dd>{formatInstant(broker.weeklyLoginAt)}</dd></>}
          <dt>Server version</dt><dd>{broker.serverVersion ?? '–'}</dd>
        </dl>
      </div>
    </section>
  );
}
