declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  /** The few options that are used here; the package brings no types of its own. */
  interface Options {
    url: string; domNode: HTMLElement; deepLinking: boolean; docExpansion: 'list' | 'full' | 'none'; defaultModelsExpandDepth: number;
    displayRequestDuration: boolean; filter: boolean; tryItOutEnabled: boolean; validatorUrl: null; syntaxHighlight: { theme: string };
  }
  export default function swaggerUi(options: Options): unknown;
}
