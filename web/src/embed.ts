import './embed/bl-embed';
