/** English, people who tell the whole story before they ask. Under the signals that each letter gives. */
export const EN_STORY = `
# none
So last spring we moved the bakery to a bigger place, and since then the old address still prints on the labels. I changed it in two places already. Is there a third one?
My husband set the account up years ago and he does the computers at home, but he is at sea until June. I only want to know how to look at the list of orders.
We had the training with Paul in the autumn, it was very good, and I wrote everything down, but my notes stop where the import begins. Which column must be first?
I ordered a kettle and a toaster. The kettle came yesterday, the toaster was marked as sent on another day. That is fine, I only want to make sure it is still coming.
I run a small club with about sixty members, and each year in March we send a letter to all. Last year I used the template with the blue bar. I cannot see it in the list now, where did it go?
Yesterday I clicked around in the settings, because my nephew said there is a way to have the totals in euros, and now they are in euros, but the old months stayed in pounds. How do I bring them over?
The man who fitted the blinds was very kind and even repaired the old hook. He said I should write to you for the guarantee card, because he had none left.
Our accountant likes to have everything on paper, so every quarter I print forty pages. Could the statement perhaps be sent as one file?
I had a complaint open about the wheel of the pram. It is solved, the new wheel fits, and I would like to tell you how to close it in the system, because I still get reminders.
When I log in from the office all is well, from home it asks for a code each time. I do not mind, I just want to know if that is how it is meant.
Last year I paid by card, this year our bank changed the cards, so the old number is no good. Where do I put in the new one?
We sell honey at the market and the label printer is from 2015. It works with your program, only the last line is missing. Not a tragedy, whenever somebody has time.
I bought a tent for the scouts, and while we are very pleased with it, one of the pegs is missing. Could you post one?
There were three of us who used the account. Maria has left the firm, so her name can be taken off, and Tom should get her folders.
# urgent
We are in the middle of the harvest dinner, eighty guests, and the tills went black one after the other. I tried to restart them, nothing. Somebody has to help us tonight.
At seven this morning a customer rang to say that she sees the orders of another person. Since then four more have called. I do not know how to switch the shop off, please react quickly.
Tomorrow at eight the lorry takes our stand to Berlin, and without the corrected papers it will not pass the border. I sent them on Monday and the status still says open.
My purse was taken on the train, and the phone with your app was in it. The account has a card in it, so please block everything straight away.
The nurse who does the rota is ill, I am replacing her, and the rota for tonight cannot be opened. There will be nobody on the ward if I cannot see it.
I pressed delete on the wrong list, and it says that all will be erased within an hour. It was our whole address book. Please stop it before that.
# complaint
In January you wrote that the heater would come in two weeks. In February you wrote the same. It is April now, we sat in the cold all winter, and today I read that the order was cancelled by you. I am lost for words.
First the chat told me to write a letter, then the letter was answered with a link to the chat. I did this round three times. Do you do that on purpose?
I was told on the phone that the first month costs nothing. Now I see forty pounds gone from my account, and the lady says there is no record of our talk. That is not honest.
My son saved for that scooter for a year. It arrived with a used battery, dust in the box and somebody else's return slip. Whoever packed it should be ashamed.
We have written down every fault since October, there are twenty-three of them, and each answer was "we cannot reproduce it". We feel that nobody reads what we write.
The technician came without tools, borrowed mine, broke the cover and then asked me to sign that all was in order. I did not sign, and I want to know what you intend to do about it.
I have kept all the mails. Five people, five different answers, and in the end the mistake is said to be mine. I am angry and I think I have a right to be.
You raised the price twice in one year, and what we got for it is a slower program with more advertising in it. We feel taken for fools.
# complaint urgent
Since Saturday our guests cannot pay, I have rung every number you have, I sit here with forty people at the desk, and the only thing I got was a survey about my experience. Do something now!
# purchase
We opened the second salon last week and will soon have a third. Until now one licence was enough, so what would it cost for all of them together?
A neighbour showed me the program on her tablet, and I liked how simple it is. I have a flower shop with two girls who help. Which version do I need, and where can I buy it?
For my daughter's wedding I am looking for 120 glasses with names. I saw yours at the fair. Can you make me an offer?
We are a foundation that runs four shelters, and our old software ends this year. The board asked me to collect three offers by the end of the month, may I have yours?
We tried it for two weeks, everybody but the boss was for it, and yesterday the boss agreed as well. So how do we go on, do you send a contract?
I have been buying the small bags of coffee for a year, and now our office wants it, too, which is about ten kilos a month. Is there a price for that?
# churn
I have been with you since the very beginning, but my eyes have got worse and I am giving up the business in the autumn. Please tell me what I have to do so that nothing more is charged.
Our new boss brought the system that he knows from his old firm. I tried to explain that yours is fine, but it is decided. How do we move our data over?
Last month we counted how often we opened the program: twice. For that it is too dear, so I think that we will let it go when the year is over.
My brother and I split the company. He keeps the name, I keep the van, and neither of us needs the booking page any more, so it can be switched off.
We compared three offers this week, and two of them were half of what we pay you. Unless something can be done about it, we will go.
# churn complaint
When you lost our photos I said nothing. When you sent the bill twice I said nothing. Today you locked us out, so I do say something: we are leaving and want what we paid in advance back.
I have told my story to six people, the fault is still there, and the hotline laughed. There are other firms that sell the same, and from Monday on we will be with one of them.
`;
