import type { BrokerStatus } from '../api/types';
import { BROKER_STATES } from '../broker/brokerStates';
import { useDesk } from '../desk/context';
import { useStore } from '../desk/store';
import { formatClock } from '../money/time';
import { go } from './router';

/** The link to the broker as the server last told it; without a live stream that is hearsay, and looks like it. */
export function BrokerState() {
  const desk = useDesk();
  const broker = useStore(desk.broker);
  const hearsay = useStore(desk.stream.status).phase !== 'connected';
  const tone = hearsay || !broker ? 'hollow' : BROKER_STATES[broker.state].tone;
  return (
    <button type="button" className={`chip state as-button ${tone}`} data-testid="broker-state"
      data-state={broker?.state ?? 'Unknown'} title={titleOf(broker)} onClick={() => go('/broker')}>
      <span className={`dot ${broker?.state === 'Ready' ? '' : 'pulse'}`} aria-hidden="true" />
      <span role="status" aria-live="polite">
        Broker {broker ? `${broker.state}${hearsay ? '?' : ''}` : 'unknown'}
        {broker && broker.state !== 'Ready' && broker.reason && <span className="state-reason"> · {broker.reason}</span>}
      </span>
    </button>
  );
}

function titleOf(broker: BrokerStatus | null): string {
  if (!broker) return 'The link to the broker has not been read yet.';
  const since = broker.since ? ` since ${formatClock(broker.since)}` : '';
  return `${broker.state}${since}${broker.reason ? `: ${broker.reason}` : ''}`;
}
