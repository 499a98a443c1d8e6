import { Suspense, useEffect } from 'react';
import { Empty, Loading } from '../controls/States';
import { useDesk } from '../desk/context';
import { useStore } from '../desk/store';
import { useOrderNews } from '../orders/useOrderNews';
import { Banners } from './Banners';
import { PageBoundary } from './PageBoundary';
import { pages } from './pages';
import { Rail } from './Rail';
import { usePlace } from './router';
import { TopBar } from './TopBar';

export function Shell() {
  const { path } = usePlace();
  const desk = useDesk();
  const loaded = useStore(desk.loaded);
  useOrderNews();
  const entry = pages.find((page) => page.path === (path === '/' ? '/trading' : path.replace(/\/$/, '')));
  const uncertain = useStore(desk.stream.status).phase === 'reconnecting';

  // The tab says it too, for those who are looking at another one.
  useEffect(() => {
    document.title = `${uncertain ? '⚠ ' : ''}${entry ? `${entry.label} · ` : ''}OMS Trading`;
    return () => { document.title = 'OMS Trading'; };
  }, [entry, uncertain]);

  return (
    <div className="shell">
      <a className="skip" href="#page">Skip to the page</a>
      <Rail current={entry?.path ?? null} />
      <TopBar />
      <Banners />
      <main id="page" className="page" tabIndex={-1}>
        <PageBoundary key={entry?.path}>
          <Suspense fallback={<Loading what="the page" />}>
            {entry ? (loaded || entry.alone ? <entry.page /> : <Loading what="orders and positions" />)
              : <Empty title="There is no such page">Choose one on the left.</Empty>}
          </Suspense>
        </PageBoundary>
      </main>
    </div>
  );
}
