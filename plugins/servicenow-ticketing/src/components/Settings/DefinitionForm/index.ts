export { DefinitionForm } from './DefinitionForm';
