import { FILLERS_EN } from './fillers.en.ts';
import { FILLERS_MORE_EN } from './fillers.more.en.ts';
import { FILLERS_MORE_RU } from './fillers.more.ru.ts';
import { FILLERS_PEOPLE_EN } from './fillers.people.en.ts';
import { FILLERS_RU } from './fillers.ru.ts';

const OTHERS = `
Wir sind ein kleiner Betrieb mit neun Mitarbeitern.
Mein Name ist Anna und ich arbeite in der Buchhaltung.
Ich hoffe, es geht Ihnen gut.
Ich habe eine Frage.
Vielen Dank für Ihre Hilfe.
Über eine schnelle Antwort freue ich mich.
Bitte helfen Sie mir.
Entschuldigen Sie die Störung.
Mit freundlichen Grüßen
Nous sommes une petite entreprise de neuf personnes.
Je m'appelle Claire et je travaille à la comptabilité.
J'espère que vous allez bien.
J'ai une question.
Merci beaucoup pour votre aide.
Dans l'attente de votre réponse.
Cordialement
Somos una pequeña empresa de nueve personas.
Me llamo Lucía y trabajo en contabilidad.
Espero que estén bien.
Tengo una pregunta.
Muchas gracias por su ayuda.
Quedo a la espera de su respuesta.
Un saludo
Siamo una piccola azienda di nove persone.
Ho una domanda.
Grazie mille per l'aiuto.
Cordiali saluti
Somos uma pequena empresa de nove pessoas.
Tenho uma dúvida.
Muito obrigado pela ajuda.
Jesteśmy małą firmą.
Mam pytanie.
Dziękuję za pomoc.
Pozdrawiam
`;

/** What stands around the question of a mail: who writes, since when, thanks, where to call. It belongs to no intent of anyone. */
export const FILLERS: readonly string[] = [FILLERS_EN, FILLERS_MORE_EN, FILLERS_PEOPLE_EN, FILLERS_RU, FILLERS_MORE_RU, OTHERS].flatMap((text) => text.trim().split('\n'));
