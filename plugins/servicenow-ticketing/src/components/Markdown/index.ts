export { Markdown, PlainText } from './Markdown';
