/** More of what stands around questions in English mails: history, season, apologies, where to reach the writer. */
export const FILLERS_MORE_EN = `
We are a team of twelve and work mostly from home.
We are a young company and still learning.
I took over this job from my colleague last month.
I am responsible for purchasing at our firm.
I am the owner of a hair salon.
I help my father with his workshop.
My brother and I have a bike shop.
Our restaurant is open again since spring.
We moved into a new building this summer.
We have been working with you for a long time.
We came to you from one of your competitors.
A friend recommended you to us.
I have been a subscriber for quite a while.
I only joined last week, so please bear with me.
Until now I never had any trouble with you.
We are very satisfied in general.
Great product, by the way.
You helped me very well the last time.
I have a small matter to raise.
Here is my situation.
Let me explain.
Let me come straight to the point.
This is what it is about.
I would like to ask you something.
I have been wondering about something.
Something came up today that I need to ask about.
I need some advice.
I need your assistance with the following matter.
I am contacting you on behalf of our manager.
I am writing on behalf of my mother, who has no computer.
With reference to our conversation of last week.
As I told your colleague on the phone.
The lady on the phone was very friendly but did not know.
The chat told me to send a mail.
I was told that you are the right person.
I sent a mail on Tuesday already but heard nothing.
I filled in the form on your website twice.
I have been waiting for days now.
This is already my fourth message.
I wrote to you before and got no reply.
I looked through the questions and answers on your site.
I asked in the forum without success.
I watched the videos but they did not help.
I turned everything off and on again.
It is the same on my phone and on my laptop.
I have not changed anything.
I do not understand what is going on.
Maybe I am doing something wrong.
It may be a silly question.
I hope I am in the right place here.
I hope you can understand what I mean.
I hope you can help.
I hope we can sort this out quickly.
Forgive me for writing so much.
Excuse the typing errors, I am in a hurry.
Please pardon the short notice.
I am sorry to trouble you with this.
I really do not like to complain.
I need an answer before the weekend.
We have a deadline on Friday.
The matter is important to us.
It is not urgent at all.
Whenever you have a minute.
I would be thankful for any hint.
I would be happy to hear from you.
A short note would be enough.
Could you get back to me on this?
Would you kindly respond?
Can you tell me more?
Would you look into it for me?
Do you have an idea?
Is there anybody who can assist?
Please get in touch with me.
Please confirm that you got this mail.
Please send your answer to this address.
Please call back before noon.
Please forward this if you are not in charge.
Reach me on my mobile at any time.
My direct line is in the footer.
I am out of the office on Wednesday.
I am usually at my desk until four.
My colleague Tim is in copy.
The pictures are attached.
I enclose a copy for your records.
I put everything into the attached document.
All the information should be in the file.
More details on request.
Just tell me what else you need.
Should you have further questions, I am at your disposal.
I thank you for your efforts.
I thank you in advance for your support.
Thank you so much for all you do.
Many thanks and have a lovely day.
Wishing you a successful week.
Enjoy your holidays.
Stay healthy.
Greetings from rainy Hamburg
See you
Speak soon
Yours faithfully
Respectfully
Project Manager
Head Nurse
Senior Consultant
Chief Accountant
Assistant to the board
Customer number below
Save paper, do not print this mail.
Our general terms apply.
Join us on social media.
Visit our new online shop.
Can one of you deal with this customer?
Is this one for you?
Have a look at the mail below, please.
Another one for your team.
`;
