/** English letters by somebody who had seen neither the lists of words nor the letters of training. */
export const EN = `
# grave
My solicitor has advised me to give you fourteen days to put this right, after which proceedings will be issued at the county court.
You'll be hearing from people who wear suits and charge by the hour.
I have filled in the ombudsman's form already, it only needs my signature. Your move.
Kindly treat this message as notice before action concerning order 4471 and the damage your charger did to our kitchen.
The agreement says 99.9 percent uptime, you gave us three dead days in May. You did not keep your end and we hold you responsible for what our shop lost.
Trading standards were very interested in my screenshots of your website.
my nephew is an attorney and he says what you did with the deposit is plain illegal, so think twice
Please confirm the registered address of your company for the service of documents.
Your baby monitor overheated next to my daughters cot and the mattress is burnt. Who in your firm answers for such thing?
We are the district police, cyber section, and require the login records of the account named below by Friday.
Take that photo down, I shot it, I own it, and nobody at your agency ever asked me for a licence.
I intend to take this further. A judge can decide whether "no cancellations" is fair when the hotel was a building site.
As tenant's representative I formally put on record that your terms were changed without notice, contrary to clause 12.3, and all rights are reserved.
So the bank regulator wants to know why you froze an old man's card for 6 weeks. I gave them your name.
A letter came here from the tax office about invoices you issued in my company's name, which I never ordered. How do you explain this?
Under article 15 I'd like a copy of everything you store on me, including notes your agents wrote.
How did you people get my mother's maiden name?? I never typed it anywhere.
wipe me from your systems. name, mail, phone, orders, all of it
When I log in I can see another lady's address and what she bought, so I guess somebody out there is looking at mine.
Please tell me which companies you passed my details to, I suddenly have calls from three solar panel firms who know my birthday.
I should like no trace of me to remain with you once the subscription ends, and a written confirmation that it is so.
Dear sirs, my late husband still figures in your files. I ask that he be taken out of them, and his voice recordings too.
I dont agree that you make a profile of what I watch and sell the picture to advertisers. I object, plain and simple.
My son is 11 and he opened an account with you with his real face and school. Get rid of it today please.
What do you know about me? All of it, in a file, within the month, as the rules provide.
Your scoring thing declined me because of my postcode, I want to know what went in the formula and have it looked at again.
Was my passport scan in that leak they wrote about on the news? You have had it since the booking in 2019.
The birth date in your records is wrong, I have told you twice, and because of it the credit agency thinks I am somebody else. Correct it.
Hi, ex employee here, my picture and private mobile are still on your team page, and I never allowed it after leaving.
Your courier posted my full name and street in a Facebook group to find the house. Are you serious?
Stop emailing me.
I've clicked that little link at the bottom seven times and still every Tuesday there you are in my inbox.
Take me off the list, and my wife as well, same surname.
Whatever box I ticked two years ago, consider it unticked.
No more texts about sim deals pls, its 6 in the morning when they arrive
I hereby revoke the permission to use my telephone number for marketing purposes with immediate effect.
If one more of your sales boys rings during dinner I will scream. Enough. Leave us in peace.
Unsubscribe
We never wished to hear of your hosting offers, please do not contact our office again in any form.
I changed my mind about letting you share my review and my name in your adverts, it should come down.
Good day, I am 82 and do not want brochures any more, the postman complains. Please strike my address.
You may not use my data for the newsletter from now on, I said yes in the shop but I was in hurry.
Lose my number.
The cookies thing I accepted by mistake, I take it back, and dont follow me around the internet with shoes
Remove info@ from your campaign, we did not sign up, next one is reported as junk.
You took 89.90 twice on the 3rd and your colleague says he sees only one. I see two, my bank sees two.
I want my money back, the tent arrived with a hole and the zip missing.
There's a payment of 1,240 euros on my card to a shop in Manila. I was in bed in Leeds.
I cancelled in March. It is August. Five times 14.99 has gone and nobody can tell me why.
I've asked the bank to reverse the charge since you keep ignoring me.
The invoice says 40 hours of design, we agreed on 25, we will not be paying the difference.
Where are my four hundred pounds? They left my account on Monday and my sister has nothing.
you promised credit for the outage and now the girl on the phone says it was never promised, so i was robbed of 60 bucks basicly
Return parcel reached your warehouse on 2 June according to the tracking, yet you claim an empty box. There was a 700 dollar lens in it.
The price at checkout was 219 and I was debited 291, somebody swapped the digits and it isn't me who should suffer.
Cashback of 35 was supposed to land in spring, now the conditions look different than the ones I saved as PDF. Pay what you owe.
Hello, roaming 318 € for one day in Zurich airport, my phone was in flight mode, I don't accept this bill.
We was charged for a room we never slept in because the hotel said no booking exist. Give back please the whole amount.
Your collection people are sending me reminders for a router I handed in, got the receipt right here.
My free trial became a yearly plan of 168 without a word, that is not what I agreed to, undo it.
I know where your warehouse is and I'm bringing petrol.
If my site is not back by tonight I have nothing left and I don't see why I should wake up tomorrow.
Pay 2 bitcoin or your customer base is all over the forums by Sunday.
Tell Kevin from your chat that I found his house, he'll understand.
Since the loan thing got refused I keep thinking about the bridge near our home. Sorry for writing this to a shop.
I have 40k followers and one word from me finishes you. Five hundred and I stay silent.
somebody from your store should get there teeth knocked out for how they spoke to my mum
There are enough tablets in the drawer, so it won't matter soon whether you answer the ticket or not.
You destroyed my business, I'll destroy yours. Slowly. With pleasure.
Your rider will not be walking so well if he comes down our street again.
I discovered a hole in your payment page. A generous gift and I forget it, otherwise others learn of it.
My husband reads my mails, he saw the booking and now he says he will kill me when he gets home. Please hide it, please.
I can't go on like this, the debts, the letters, you. Everyone would be better off.
Watch your backs when you close up tonight, that is all I say.
Every night for the rest of your lives I will order and cancel, and leave one star from a thousand accounts. You earned it.

# person
Can somebody with a pulse ring me please?
I am not going to explain it to a machine for a fourth time.
Put me through to your manager.
Is anyone actually there or am I typing to a toaster
I'd rather discuss this with a member of your staff, the automatic replies are no use to me.
Agent. Agent. AGENT.
Dear Sir or Madam, would one of your colleagues be so good as to telephone me at my home, I do not get on with chat windows.
Your bot answered a question I did not ask. Get me a real human being.
Who's your boss? I want him to read this, not some script.
I am deaf and your assistant keeps misunderstand my writing, a living operator would be kinder.
no ai pls
Last week Priya handled my case wonderfully, I want only her to reply.
Do not send me the canned text again, let someone who can think look at it.
Speak to representative, account ending 0093
Could I come to your office and sit across the table from somebody? Writing leads nowhere.

# none
How do I switch the app to Spanish?
What does the family plan cost per month if we are five?
hi, cant find where to change my password
Is there a fee for sending dollars to Poland?
My parcel says "in transit" since Thursday, roughly when should it come?
Do you have the blue kettle in stock in the Bristol shop?
Could you send me the July invoice as PDF again? I deleted the mail.
How many days do I have to send shoes back if they are too small?
The export button is grey in version 3.2, am I missing a setting?
I'd like to end my plan at the end of the month, all was fine, we just move abroad. Thanks for the good years!
Which port do I use for outgoing mail on your hosting?
Does the debit card work in Japan?
Good morning, may I add my wife as a second card holder and what papers are needed?
What is the refund policy on gift vouchers? Only asking before I buy one.
I run a small law office, three lawyers, which package would suit us?
Where on the site is your GDPR page? Need the link for our supplier folder.
We sell robot vacuums, can your shop template handle 400 products?
How long does a refund normally take to show on a Visa card?
I stopped getting your newsletter after I changed my address, how do I get it again?
Please, what is IBAN of my account, I can not see it in the app
Can I pick a delivery slot in the evening?
My court shoes are a bit tight, do you sell stretchers?
Can I pay by Apple Pay
The screen goes white after update on my old Samsung A10, does a reinstall help?
Is luggage included in the cheapest fare to Lisbon?
How do I make the font bigger, my eyes are not so young any more.
Do students get a discount on the video editor?
Where do I type in the promo code SPRING15?
What's the daily limit for cash machines, and can I raise it myself?
Hello from Norway, do you ship here and who pays the customs?
I would like to keep my number when I move to you, how does that work?
Do you know when dark mode is coming?
how to i reset router
Can I change the name on the ticket from Kate to Katherine, same person.
Need our VAT number printed on future invoices please, where is that set?
Does the human anatomy course have subtitles?
I forgot which email I signed up with, is there a way to log in by phone?
Is the tent waterproof enough for Scotland, honestly?
What file formats may I upload for the business cards?
How do I point my domain at a different server, is it the A record?
Is the exchange rate for my card the same on weekends?
Thanks, the fix worked! One more thing, can I sync with Outlook?
My new card arrived, how do I activate it
Do you have shops open on Sunday near Cork?
Which cable comes with the charger, USB-C or the old one?
How do I download all my playlists before switching phones?
Could you tell me whether breakfast is part of booking TRV-2208?
Is there a user manual for the dishwasher in French?
I plan to upgrade from Basic to Pro mid month, will I pay the full price or just the rest?
Where can I see how much data I have left this month?
What are the opening hours of your helpline? Not urgent, just for my notes.
Two factor codes come late, like 2 mins, is there an app option instead?
Can I return an item in store if I bought it online?
I'd like the thriller bundle, "Revenge" and "The Blackmailer", are both in the subscription?
How to stop the notification sound but keep the banner?
Do you accept purchase orders from schools?
Is it possible to pause my box for two weeks while we're in Greece?
My killer question: does the lawnmower fit in a Mini?
How do I share a calendar with somebody outside the team?
What happens with unused minutes, do they roll over?
Can I connect two screens to this dock, both 4K?
You kindly sent one cup too many, shall I keep it or post it back?
Where is the tracking number? order from yesterday
The page says error 502 now and then, is there maintenance today?
Would the sofa cover in "sand" match the older "beige"?
What is the difference between the gold and the silver card?
Can I schedule a transfer for the first of each month?
Please how to write the address for parcel locker?
I need to prolong my web space for one more year, can it be done early?
Does the complaint form template in your document app come in Welsh?
How much is it to print 200 flyers A5 on both sides?
Are batteries included with the train set? Grandson's birthday Saturday :)
My personal folder doesn't appear on the laptop, only the shared one, do I have to tick something?
Is there a seat map for the night bus to Prague?
What size is a 32 waist in EU?
Do you offer a trial of the accounting module?
I have moved, where do I put in my new street for deliveries?
how do you delete a draft in the editor
Can kids under 12 travel free on the ferry?
The coupon for my friend, does it end in June or July?
Which documents do I upload to verify my business account?
Can you recommend a hosting plan for a blog with about 300 readers a day?
Hi! love the app. is there a widget for iphone
Can the legal font size in contracts template be set to 11?
Is a contactless payment of 60 pounds possible without PIN?
I clicked cancel by accident on step 2, how do I get back to my basket?
Do I have to be home when the fridge is delivered, or can the neighbour sign?
Whats the cheapest way to call Canada from my mobile?
How do I block pop-up calls on my new handset, the one I bought from you last week?
Our contract renews in autumn, could you tell me the new price per seat?
`;
