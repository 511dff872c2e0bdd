import { useRef } from 'react';
import TextField, { TextFieldProps } from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { InsertValueMenu } from './InsertValueMenu';
import { insertValue } from './templateValues';

const useStyles = makeStyles({
  // Not rows of the textarea: it measures them, and cannot while the tab is hidden.
  long: { minHeight: 120, alignItems: 'flex-start' },
  root: { minWidth: 0 },
  input: { fontFamily: 'monospace', fontSize: '0.875rem' },
});

type TemplateInputProps = Omit<
  TextFieldProps,
  'onChange' | 'value' | 'label' | 'variant' | 'className'
> & {
  label: string;
  value: string;
  isReadOnly: boolean;
  /** Whether it is meant for several lines. */
  isLong?: boolean;
  onChange: (text: string) => void;
};

/** A template, and the values that can be inserted where the cursor stands. */
export const TemplateInput = (props: TemplateInputProps) => {
  const { label, value, isReadOnly, isLong, onChange, ...rest } = props;
  const classes = useStyles();
  const input = useRef<HTMLTextAreaElement>(null);
  const cursor = useRef<number>();
  return (
    <div className={classes.root}>
      <TextField
        fullWidth
        multiline
        size="small"
        {...rest}
        variant="outlined"
        label={label}
        value={value}
        inputRef={input}
        onChange={event => onChange(event.target.value)}
        InputProps={{
          readOnly: isReadOnly,
          className: isLong ? classes.long : undefined,
          classes: { input: classes.input },
        }}
        inputProps={{ dir: 'auto', spellCheck: false }}
      />
      {!isReadOnly && (
        <InsertValueMenu
          into={label}
          onInsert={inserted => {
            // The input knows its selection also while the menu has the focus.
            const { selectionStart: start, selectionEnd: end } =
              input.current ?? { selectionStart: 0, selectionEnd: 0 };
            const result = insertValue(value, inserted, { start, end });
            cursor.current = result.cursor;
            onChange(result.text);
          }}
          onClosed={() => {
            input.current?.focus();
            if (cursor.current !== undefined) {
              input.current?.setSelectionRange(cursor.current, cursor.current);
              cursor.current = undefined;
            }
          }}
        />
      )}
    </div>
  );
};
