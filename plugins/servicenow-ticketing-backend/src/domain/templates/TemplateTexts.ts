import { cut } from '../text';
import { renderTemplate } from './renderTemplate';
import {
  templateValues,
  type TemplateFacts,
  type TemplateValue,
} from './templateValues';

/** Renders the templates of one mapping for one anomaly, and collects what is odd about them. @internal */
export class TemplateTexts {
  readonly warnings: string[] = [];
  readonly #values: ReadonlyMap<string, TemplateValue>;

  constructor(facts: TemplateFacts) {
    this.#values = templateValues(facts);
  }

  /** Without `maxLength` the text may be as long as it comes out. */
  render(template: {
    /** As below `mapping.templates`. */
    name: string;
    template: string;
    maxLength?: number;
  }): string {
    const { name, maxLength = Infinity } = template;
    const { text, unknown } = renderTemplate(template.template, this.#values);
    for (const value of unknown) {
      this.#warn(
        name,
        `"${value}" is not a value that templates know, and stays empty.`,
      );
    }
    if (text.length > maxLength) {
      this.#warn(name, `The text is cut to ${maxLength} characters.`);
    }
    return cut(text, maxLength);
  }

  #warn(name: string, text: string): void {
    this.warnings.push(`mapping.templates.${name}: ${text}`);
  }
}
