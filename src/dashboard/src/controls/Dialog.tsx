import { useEffect, useId, useRef, type ReactNode } from 'react';
import { icons } from '../theme/icons';

interface Props { title: string; onClose: () => void; children: ReactNode; footer?: ReactNode; testId?: string }

/** A modal on the platform's own dialog: focus is kept inside, Escape closes. */
export function Dialog({ title, onClose, children, footer, testId }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);

  return (
    <dialog ref={dialog} className="modal" aria-labelledby={titleId} data-testid={testId}
      onCancel={(event) => { event.preventDefault(); onClose(); }}
      onClick={(event) => { if (event.target === dialog.current) onClose(); }}>
      <header>
        <h2 id={titleId} className="grow">{title}</h2>
        <button type="button" className="button quiet icon" aria-label="Close" onClick={onClose}>{icons.close}</button>
      </header>
      <div className="content">{children}</div>
      {footer && <footer>{footer}</footer>}
    </dialog>
  );
}
