import { BROKER_STATES } from '../broker/brokerStates';
import { useDesk } from '../desk/context';
import { useStore } from '../desk/store';
import { formatClock, formatInstant } from '../money/time';
import { OrderAlerts } from '../orders/OrderAlerts';
import { icons } from '../theme/icons';
import { chosenAccount } from './chosenAccount';
import { go } from './router';

/** What everyone on every page has to know before the next order. */
export function Banners() {
  const desk = useDesk();
  const stream = useStore(desk.stream.status);
  const killSwitch = useStore(desk.killSwitch);
  const broker = useStore(desk.broker);
  const chosen = useStore(chosenAccount);
  const loaded = useStore(desk.loaded);
  const stopped = killSwitch?.accounts.filter((a) => a.on && (chosen === null || a.account === chosen)) ?? [];

  return (
    <div className="banners" aria-live="assertive">
      {stream.phase === 'reconnecting' && (
        <div className="banner warn" data-testid="uncertain-banner">
          {icons.warning}
          <span className="grow">
            {loaded
              ? <><b>State uncertain since {formatClock(stream.uncertainSince)}.</b> The line to the server is down; orders and
                positions may have changed. Reconnecting<span aria-hidden="true">, attempt {stream.attempt}</span>.</>
              : <><b>The lists cannot be read yet.</b> {stream.reason} Trying again<span aria-hidden="true">, attempt {stream.attempt}</span>.</>}
          </span>
        </div>
      )}
      {broker && stream.phase === 'connected' && broker.state !== 'Ready' && (
        <div className={`banner ${BROKER_STATES[broker.state].tone === 'alarm' ? 'alarm' : 'warn'}`} data-testid="broker-banner">
          {icons.warning}
          <span className="grow"><b>Broker: {broker.state}.</b> {BROKER_STATES[broker.state].meaning}</span>
          <button type="button" className="button small" onClick={() => go('/broker')}>Broker page</button>
        </div>
      )}
      {killSwitch?.firm.on && (
        <div className="banner alarm" data-testid="kill-banner">
          {icons.stop}
          <span className="grow">
            <b>Kill switch on for the whole firm.</b> {killSwitch.firm.reason}
            <span className="banner-by"> · {killSwitch.firm.by} · {formatInstant(killSwitch.firm.at)}</span>
          </span>
          <button type="button" className="button small" onClick={() => go('/risk')}>Risk page</button>
        </div>
      )}
      {stopped.map((account) => (
        <div key={account.account} className="banner alarm" data-testid="kill-banner">
          {icons.stop}
          <span className="grow">
            <b>Kill switch on for {account.account}.</b> {account.reason}
            <span className="banner-by"> · {account.by} · {formatInstant(account.at)}</span>
          </span>
          <button type="button" className="button small" onClick={() => go('/risk')}>Risk page</button>
        </div>
      ))}
      <OrderAlerts />
    </div>
  );
}
