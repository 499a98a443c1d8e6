import { useDesk } from '../desk/context';
import { useStore, useStorePart } from '../desk/store';
import { RailBadge } from '../shell/RailBadge';
import { needsAttention } from './attention';
import { looked } from './looked';

export function OrdersBadge() {
  useStore(looked);
  const troubled = useStorePart(useDesk().orders, (orders) => [...orders.values()].filter(needsAttention).length);
  return <RailBadge count={troubled} title={troubled === 1 ? 'order needs attention' : 'orders need attention'} />;
}
