import { useId, type ReactNode } from 'react';

interface Props {
  label: string; value: string; onChange: (value: string) => void; children: ReactNode; testId: string; disabled?: boolean; error?: string;
}

/** A labelled list to choose from, its error tied to it. */
export function Choice({ label, value, onChange, children, testId, disabled, error }: Props) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input" data-testid={testId} value={value} disabled={disabled} aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-note` : undefined} onChange={(event) => onChange(event.target.value)}>{children}</select>
      {error && <span id={`${id}-note`} className="field-error" role="alert">{error}</span>}
    </div>
  );
}
