import { makeStyles } from '@material-ui/core/styles';
import { TemplateInput } from '../fields/TemplateInput';
import { errorText, inputId } from '../fields/TextInput';
import type { MappingForm } from '../draft/useMappingForm';
import { MappedFields } from './MappedFields';
import { Section } from './Section';
import { useFieldTexts } from './useFieldTexts';

const useStyles = makeStyles({ wide: { gridColumn: '1 / -1' } });

/** Templates of the texts that are sent. */
export const TextsSection = ({ form }: { form: MappingForm }) => {
  const classes = useStyles();
  const texts = useFieldTexts();
  const paths = [
    'templates.short_description',
    'templates.description',
  ] as const;
  return (
    <Section name="texts">
      {paths.map(path => {
        const { label, help } = texts(path);
        const error = form.errorOf(path);
        return (
          <div key={path} className={classes.wide}>
            <TemplateInput
              id={inputId(path)}
              label={label}
              value={form.draft.texts[path]}
              isReadOnly={form.isReadOnly}
              isLong={path === 'templates.description'}
              error={Boolean(error)}
              helperText={errorText(label, error) ?? help}
              onChange={text => form.change(path, text)}
            />
          </div>
        );
      })}
      <MappedFields form={form} />
    </Section>
  );
};
