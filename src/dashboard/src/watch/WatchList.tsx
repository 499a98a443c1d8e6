import { useMemo } from 'react';
import { api } from '../api/client';
import { useLoad } from '../controls/useLoad';
import { useDesk } from '../desk/context';
import { useStore, useStorePart } from '../desk/store';
import { ageMax } from '../marketdata/staleness';
import { signOf } from '../money/format';
import { chosenAccount } from '../shell/chosenAccount';
import { draft } from '../ticket/draft';
import { InstrumentSearch } from '../ticket/InstrumentSearch';
import { symbolsShown, unwatch, watch, watched } from './watched';
import { WatchRow } from './WatchRow';
import './watch.css';

/** The markets a person keeps an eye on, moving as the stream tells, each price with its age. */
export function WatchList() {
  const desk = useDesk();
  const chosen = useStore(watched);
  const account = useStore(chosenAccount) ?? desk.me.accounts[0] ?? null;
  const current = useStorePart(draft, ({ symbol }) => symbol);
  const positions = useStore(desk.positions);
  const quoted = useStorePart(desk.quotes, (quotes) => [...quotes.keys()].join('\n'));
  const changes = useStore(desk.accountsChanged);
  const limits = useLoad(`limits ${account ?? ''}@${changes}`, async () => (account ? api.limits(account) : null));
  const ageMaxMs = ageMax(limits.value?.priceAgeMaxSeconds);
  const shown = useMemo(() => {
    const held = [...positions.values()].filter(({ quantity }) => signOf(quantity) !== 0).map(({ symbol }) => symbol);
    return symbolsShown(chosen, held, quoted.split('\n').filter(Boolean));
  }, [chosen, positions, quoted]);

  return (
    <section className="panel watch" aria-label="Watch list" data-testid="watch-list">
      <header>
        <h2 className="grow">Watch</h2>
        <div className="watch-add"><InstrumentSearch label="Watch another" testId="watch-add" symbol="" onChoose={(symbol) => watch(symbol, shown)} /></div>
      </header>
      <div className="watch-rows">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Symbol</th><th scope="col" className="num">Last</th><th scope="col" className="num watch-change">Chg</th>
              <th scope="col" className="num watch-size">Size</th><th scope="col" className="num">Bid</th><th scope="col" className="num">Ask</th>
              <th scope="col" className="num watch-size">Size</th><th scope="col" className="num">Age</th><th scope="col"><span className="visually-hidden">Remove</span></th>
            </tr>
          </thead>
          <tbody>
            {shown.map((symbol) => <WatchRow key={symbol} symbol={symbol} ageMaxMs={ageMaxMs} current={symbol === current} onRemove={() => unwatch(symbol, shown)} />)}
          </tbody>
        </table>
        {shown.length === 0 && <p className="dim watch-none">Nothing is watched. Add a symbol above.</p>}
      </div>
    </section>
  );
}
