import { useEffect } from 'react';
import { useDesk } from '../desk/context';
import { useStore } from '../desk/store';
import { ThemeToggle } from '../theme/ThemeToggle';
import { BrokerState } from './BrokerState';
import { chooseAccount, chosenAccount } from './chosenAccount';
import { StreamState } from './StreamState';
import { UserMenu } from './UserMenu';

export function TopBar() {
  const desk = useDesk();
  const accounts = useStore(desk.accounts);
  const chosen = useStore(chosenAccount);
  const names = accounts.length > 0 ? accounts.map((account) => account.account) : desk.me.accounts;
  const shown = chosen !== null && names.includes(chosen) ? chosen : null;
  // An account that was chosen here by someone else must not filter everything away unseen.
  useEffect(() => {
    if (accounts.length > 0 && chosen !== null && shown === null) chooseAccount(null);
  }, [accounts, chosen, shown]);
  const modes = new Set(accounts.filter((a) => shown === null || a.account === shown).map((a) => a.mode));

  return (
    <header className="topbar">
      <div className="row topbar-where">
        <span className="firm truncate" title="Firm">{desk.me.firm}</span>
        <select className="input account-select" aria-label="Account" value={shown ?? ''} data-testid="account-select"
          onChange={(event) => chooseAccount(event.target.value === '' ? null : event.target.value)}>
          <option value="">All accounts</option>
          {names.map((name) => {
            const account = accounts.find((held) => held.account === name);
            return <option key={name} value={name}>{account?.name ? `${name} · ${account.name}` : name}</option>;
          })}
        </select>
        {modes.has('Live') && <span className="chip alarm" data-testid="mode-live">LIVE</span>}
        {modes.has('Paper') && <span className="chip info hollow" data-testid="mode-paper">PAPER</span>}
      </div>
      <div className="row topbar-state">
        <StreamState />
        <BrokerState />
      </div>
      <div className="row topbar-me">
        <ThemeToggle />
        <UserMenu />
      </div>
    </header>
  );
}
