import { useEffect, useState } from 'react';
import { api } from '../api/client';
import { Failure, Loading } from '../controls/States';
import { DeskContext } from '../desk/context';
import { Desk } from '../desk/desk';
import { Shell } from '../shell/Shell';
import { resetDraft } from '../ticket/draft';
import { chooseAccount } from '../shell/chosenAccount';
import { signOut } from './signOut';

/** Learns who is here, then opens their desk and its stream. */
export function SignedIn() {
  const [desk, setDesk] = useState<Desk | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [round, setRound] = useState(0);

  useEffect(() => {
    let here = true;
    let opened: Desk | null = null;
    api.me().then(
      (me) => {
        if (!here) return;
        opened = new Desk(me);
        if (me.accounts.length === 1) chooseAccount(me.accounts[0] ?? null);
        setDesk(opened);
        opened.start();
      },
      (reason: unknown) => { if (here) setError(reason); },
    );
    return () => {
      here = false;
      opened?.stop();
      resetDraft();
    };
  }, [round]);

  if (desk) return <DeskContext value={desk}><Shell /></DeskContext>;
  if (error === null) return <Loading what="the desk" />;
  return (
    <div className="empty">
      <Failure error={error} retry={() => { setError(null); setRound((held) => held + 1); }} />
      <button type="button" className="button" onClick={() => void signOut()}>Sign out</button>
    </div>
  );
}
