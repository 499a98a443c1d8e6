interface Props<T extends string> {
  label: string;
  options: readonly { value: T; label: string; className?: string; testId?: string }[];
  value: T;
  onChange: (value: T) => void;
  className?: string;
  disabled?: boolean;
  testId?: string;
}

/** A small set of choices, all in sight. */
export function Segments<T extends string>({ label, options, value, onChange, className = '', disabled, testId }: Props<T>) {
  return (
    <div className={`segments ${className}`} role="group" aria-label={label} data-testid={testId}>
      {options.map((option) => (
        <button key={option.value} type="button" aria-pressed={option.value === value} disabled={disabled}
          className={option.className} data-testid={option.testId} onClick={() => onChange(option.value)}>
          {option.label}
        </button>
      ))}
    </div>
  );
}
