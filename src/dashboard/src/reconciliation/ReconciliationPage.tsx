import type { ColDef, ICellRendererParams } from 'ag-grid-community';
import { useEffect, useMemo, useState } from 'react';
import { api } from '../api/client';
import { ageOf } from '../api/serverClock';
import type { Break } from '../api/types';
import { amount } from '../controls/columns';
import { Grid } from '../controls/Grid';
import { isPhone, phoneColumns } from '../controls/phone';
import { Empty, Failure, Loading } from '../controls/States';
import { say, sayError } from '../controls/toasts';
import { useLoad } from '../controls/useLoad';
import { useDesk } from '../desk/context';
import { useStore } from '../desk/store';
import { formatMoney } from '../money/format';
import { formatAge, formatExact } from '../money/time';
import { chosenAccount } from '../shell/chosenAccount';
import { canSetRisk, canTrade } from '../shell/permissions';
import { CLASS_WORDS, sidesOf } from './breaks';
import { ResolveDialog } from './ResolveDialog';

type Cell = ICellRendererParams<Break>;
const READ_EVERY_MS = 5000;
const idOf = (found: Break) => found.id;

function columnsOf(resolve: ((found: Break) => void) | null): ColDef<Break>[] {
  return [
    { field: 'id', headerName: 'Break', width: 84, cellClass: 'strong mono' },
    { field: 'class', headerName: 'What', width: 210, valueFormatter: ({ value }) => CLASS_WORDS[value as Break['class']] },
    { field: 'symbol', headerName: 'About', width: 110, valueGetter: ({ data }) => data?.symbol ?? data?.subject },
    { headerName: 'Ours / theirs', width: 150, type: 'rightAligned', valueGetter: ({ data }) => data && sidesOf(data) },
    amount<Break>('atStake', 'At stake', formatMoney, { width: 120 }),
    {
      field: 'firstSeen', headerName: 'Age', width: 90, sort: 'asc',
      cellRenderer: ({ data }: Cell) => data && <span title={formatExact(data.firstSeen)}>{formatAge(ageOf(data.firstSeen))}</span>,
    },
    { field: 'owner', headerName: 'Owner', width: 150, cellClass: 'dim', valueFormatter: ({ value }) => (value as string | null) ?? 'nobody yet' },
    { field: 'account', headerName: 'Account', width: 110, cellClass: 'dim' },
    {
      headerName: '', width: 100, sortable: false,
      cellRenderer: ({ data }: Cell) => data && data.state === 'Open' && resolve
        ? <button type="button" className="button small" data-testid="break-resolve" onClick={() => resolve(data)}>Resolve</button>
        : data && data.state !== 'Open' ? <span className="faint" title={data.reason ?? ''}>{data.state}</span> : null,
    },
    { field: 'detail', headerName: 'In words', minWidth: 240, flex: 1, cellClass: 'dim' },
  ];
}

const FIRST = ['class', 'symbol', 'atStake', 'firstSeen'];

export function ReconciliationPage() {
  const { me } = useDesk();
  const account = useStore(chosenAccount);
  const [ended, setEnded] = useState(false);
  const [chosen, setChosen] = useState<Break | null>(null);
  const { value, error, loading, reload } = useLoad(`breaks ${ended}`, () => api.breaks(ended ? 'ended' : 'open'));
  const mayResolve = canSetRisk(me);
  const columns = useMemo(() => columnsOf(mayResolve ? setChosen : null), [mayResolve]);
  const rows = useMemo(() => (value ?? []).filter((found) => account === null || found.account === account), [value, account]);

  useEffect(() => {
    const timer = setInterval(reload, READ_EVERY_MS);
    return () => clearInterval(timer);
  }, [reload]);

  async function compareNow() {
    await api.compareNow().then(() => say('Asked. What differs shows up here when two rounds agree on it.'), sayError);
    reload();
  }

  return (
    <div className="full-page">
      <div className="page-head">
        <h1>Reconciliation</h1>
        <label className="row"><input type="checkbox" checked={ended} onChange={() => setEnded(!ended)} data-testid="breaks-ended" /> Ended ones</label>
        <span className="dim grow" data-testid="breaks-count">{rows.length} {ended ? 'ended' : 'open'}</span>
        {canTrade(me) && (
          <button type="button" className="button" data-testid="compare-now" onClick={() => void compareNow()}>Compare now</button>
        )}
      </div>
      {error !== null && <Failure error={error} retry={reload} />}
      {value === null && loading && <Loading what="the breaks" />}
      {value !== null && (
        <section className="panel grid-panel">
          <Grid label="Breaks" rows={rows} columns={isPhone() ? phoneColumns(columns, FIRST) : columns} idOf={idOf}
            stateKey={isPhone() ? 'breaks.phone.1' : 'breaks.1'} testId="breaks"
            empty={<Empty title={ended ? 'No break has ended yet' : 'Nothing differs'}>
              Our book, the broker and the witness connection are compared every minute.
            </Empty>} />
        </section>
      )}
      {chosen && <ResolveDialog found={chosen} onClose={() => { setChosen(null); reload(); }} />}
    </div>
  );
}
