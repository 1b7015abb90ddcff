/** What is said around a question and is an intent of its own for some: a class that takes one of these for its own is one of small talk. */
export const SMALL_TALK: readonly string[] = [
  'Hello', 'Hi there', 'Good morning', 'Good afternoon', 'Bye', 'Goodbye', 'See you soon', 'Talk to you later', 'Take care', 'Have a nice day', 'Nice to meet you', 'Nice talking to you', 'How are you',
  'Thanks', 'Thank you very much', 'Thanks a lot', 'Yes', 'No', 'Здравствуйте', 'Добрый день', 'До свидания', 'Всего доброго', 'Спасибо', 'Как дела',
];
