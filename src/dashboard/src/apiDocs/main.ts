import swaggerUi from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import 'swagger-ui-dist/swagger-ui.css';
import '../theme/tokens.css';
import './apiDocs.css';

// Swagger UI goes dark by a class of its own; the theme was chosen by theme.js before the first paint.
const root = document.documentElement;
root.classList.toggle('dark-mode', root.dataset.theme === 'dark');

const domNode = document.getElementById('api');
if (domNode) {
  swaggerUi({
    url: '/api/openapi/v1.json', domNode, deepLinking: true, docExpansion: 'list', defaultModelsExpandDepth: 0,
    displayRequestDuration: true, filter: true, tryItOutEnabled: false,
    // The validator would send the document to a server elsewhere.
    validatorUrl: null, syntaxHighlight: { theme: root.dataset.theme === 'dark' ? 'agate' : 'idea' },
  });
}
