import type { Side } from '../api/types';
import { Segments } from '../controls/Segments';

interface Props { label: string; value: Side; onChange: (side: Side) => void; disabled: boolean; testId: string }

export function SideChoice({ label, value, onChange, disabled, testId }: Props) {
  return (
    <Segments<Side> label={label} className="sides" value={value} disabled={disabled} onChange={onChange} options={[
      { value: 'Buy', label: 'Buy', className: 'buy', testId: `${testId}-buy` },
      { value: 'Sell', label: 'Sell', className: 'sell', testId: `${testId}-sell` },
      { value: 'SellShort', label: 'Short', className: 'sell', testId: `${testId}-sellshort` },
    ]} />
  );
}
