import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from 'react';

interface Props extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  error?: string | null;
  hint?: ReactNode;
  testId?: string;
  ref?: Ref<HTMLInputElement>;
}

/** A labelled input whose error is tied to it. */
export function Field({ label, error, hint, testId, ref, ...input }: Props) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input {...input} ref={ref} id={id} className={`input ${input.className ?? ''}`} data-testid={testId}
        aria-invalid={error ? true : undefined} aria-describedby={error || hint ? `${id}-note` : undefined} />
      {error
        ? <span id={`${id}-note`} className="field-error" role="alert">{error}</span>
        : hint && <span id={`${id}-note`} className="field-hint">{hint}</span>}
    </div>
  );
}
