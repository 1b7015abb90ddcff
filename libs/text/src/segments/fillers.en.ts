/** What stands around questions in English mails. */
export const FILLERS_EN = `
We are a small company with nine employees.
I run a little shop together with my husband.
My wife and I own a guest house near the sea.
I am the bookkeeper of a family firm.
I work as an assistant for a dental practice.
This is Karen from the front desk.
My name is Oliver and I look after the IT here.
I am Julia, the new office assistant.
Our business has been with you since the very beginning.
We have used your product for four years now.
I signed up about two months ago.
I am a new customer.
We are loyal customers of yours.
So far everything has worked very well.
We really like your service.
Normally I have no reason to write.
I hope you are doing well.
I hope you had a pleasant weekend.
Hope all is well with you and your team.
Happy new year to everyone!
Merry Christmas and all the best.
Enjoy the sunshine!
Have a great day.
Have a good one!
Wishing you a nice evening.
I am writing to you because of the following.
I am getting in touch about something that happened today.
I have a question for you.
Just a short question from my side.
There is one thing I would like to know.
I could use your help with something.
I was hoping you could help me out.
Maybe you can help me.
As discussed on the phone with your colleague.
I talked to somebody from your team yesterday.
Your colleague told me to write to this address.
I got this address from your website.
I have already written to you last week.
This is the third time that I write.
I have not had any answer so far.
I called your hotline but nobody picked up.
I searched the manual and the help pages first.
I looked everywhere on the site.
I have tried everything I could think of.
I restarted the computer twice.
My colleagues could not help me either.
I do not know whom else to ask.
Sorry for disturbing you again.
Sorry for the trouble.
I apologise for the late reply.
Please excuse my English.
Sorry if this is the wrong place to ask.
I am not very good with computers.
I am on the road and type on my phone.
Thank you for your time.
Thank you for reading this.
Thanks a million!
Thanks for your patience and support.
I appreciate your help very much.
Any help is welcome.
Please help me.
Please let me know.
Please advise.
Please reply soon.
Please answer this mail.
Please answer by e-mail only.
Please look into this.
Please take care of this.
Please do what is needed.
Could you look at this please?
Can somebody check this?
Can anyone help?
Could someone please get back to me?
What do you think?
What should I do?
Any ideas?
Any news on this?
I am waiting for your reply.
I look forward to your answer.
Looking forward to hearing from you.
A quick answer would be great.
It would be nice if you answered today.
It is rather urgent for us.
There is no hurry.
Take your time.
You can reach me under the number below.
Call me if anything is unclear.
My phone number is 030 1234567.
I am in the office until five.
You can reach me in the mornings.
Do not hesitate to ask if you need more details.
I can send you more details if you need them.
If you need anything else just tell me.
Let me know if you need more information.
I attached a screenshot.
Please find the file attached.
See the picture below.
Please see below.
Details are in the attachment.
Can you deal with this?
Please take this one.
This came in today.
This is from one of our clients.
I am forwarding this to you.
For your information.
Copying my colleague.
My boss is asking me about it.
My accountant asked me to find out.
My team is waiting.
We have a busy season right now.
We have our yearly meeting next week.
It has been a long day.
I know you are very busy.
You guys are great.
Keep up the good work!
Best regards from Vienna
Kind regards from our whole team
With kind regards
Warm regards
Yours sincerely
All the best
Cheers
Best
Thanks
Head of Operations
Managing Director
Office Manager
Sales Assistant
Founder and CEO
Accounts Department
Tel. 0123 456789
Phone +1 555 0100
Mobile 0170 1234567
12 Market Street, Springfield
Main Road 5, 12345 Newtown
www.our-company.example
Registered in England and Wales
Sent from my phone
This message may contain confidential information.
If you are not the intended recipient, delete this message.
We value your feedback.
How did we do today?
`;
