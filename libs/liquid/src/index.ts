export { fieldsOf, LIQUID, parseLiquid, renderLiquid, TemplateDefect, type Source } from './liquid.ts';
