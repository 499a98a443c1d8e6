import { Empty } from '../controls/States';
import { useDesk } from '../desk/context';
import { useStore } from '../desk/store';
import { chosenAccount } from '../shell/chosenAccount';
import { KillSwitchPanel } from './KillSwitchPanel';
import { LimitsPanel } from './LimitsPanel';
import './risk.css';

export function RiskPage() {
  const desk = useDesk();
  const accounts = useStore(desk.accounts);
  const chosen = useStore(chosenAccount);
  const shown = accounts.filter((account) => chosen === null || account.account === chosen);
  return (
    <div className="risk">
      <div className="page-head"><h1>Risk</h1></div>
      <KillSwitchPanel accounts={shown} />
      <div className="risk-limits">
        {shown.map((account) => <LimitsPanel key={account.account} account={account} />)}
        {shown.length === 0 && <Empty title="No accounts">An administrator assigns accounts to you.</Empty>}
      </div>
    </div>
  );
}
