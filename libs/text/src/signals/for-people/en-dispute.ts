/** English: money in dispute, threats, and people who want to talk to a person. */
export const EN_DISPUTE = `
# grave
I never said yes to the yearly plan, so where did £240 go?
My bank has been asked to reverse it, just letting you know.
refund me or its theft plain and simple
Parcel never showed up. It's been five weeks, and I'm not paying for air.
I'm not going to settle invoice 2207, the work wasn't done.
There's a line on my statement with your name on it and I have never heard of you in my life.
Please to return the 89 euro, the boots arrived to nobody and the tracking is sleeping since 2 of April.
The trial was meant to be free. So what's this 14.99?
I opened a dispute with PayPal this morning, case number to follow.
You people are crooks. Seven dollars here, nine dollars there, you think no one counts.
Grandson set up the television thing for me and now the pension comes out short by thirty each month, I didn't order it.
Your machine swallowed the deposit and the booking says unpaid, meanwhile the hotel let our room to someone else.
Cancelled in August, still being debited in November. Explain.
We were quoted 1,200 and billed 1,875. We'll transfer the former and not a cent more.
I want my money back for the concert that was moved to a day I can't make.
Is this even a real shop? Paid on the 11th, nothing but silence, and the phone's dead.
Somebody used my card at your store while I was in surgery. Give it back.
Chargeback filed. Reason: goods not as described, the "leather" peeled like a sunburn.
The sim was 10, you took 10, then again 10, then again ten. Why my account is empty??
Our accounts department won't release payment until the forty missing chairs are explained.
I clicked cancel with 2 days left and screenshot it, yet you pulled the 120 anyway. Nope.
An "admin fee" of 35 pounds? Show me where I agreed to that.
I sent the dress back in June and you keep both the dress and the cash.
The exchange rate you applied is a fantasy; I'm owed about 41 francs, by my sums.
hello, my son (7) bought gems for 310$ on the tablet, i did not allowed this, how we undo
Kindly cancel the direct debit and restore what was lifted from the parish account without the treasurer's signature.
If the airline kept the seats and you kept the fare, who exactly has my 642?
This smells like a scam and I've told Visa so.
Half of the order came, full price went. I'd expect the other half of one or the other.
You upgraded me without asking, and I've no intention of covering the difference.
Domain was supposed to lapse. It renewed itself for ten years. Four hundred bucks! Undo it.
The courier says delivered, the camera on my porch says otherwise. I'd like to be made whole.
I'm withholding the last instalment until that leaking roof of a website is repaired.
Charged for insurance I had unticked, 18.50, on all four tickets, and this isn't the first time either.
I know where your office is and I'm coming with a bat.
Honestly I don't see a reason to wake up tomorrow, and this bill was the last thing.
Fix it by noon or I post the video of your warehouse to all my 80k followers. Your choice.
You'll regret this, every one of you, I promise.
if my site is not back tonite i will burn ur datacenter down
I've taken all the pills I could find. The order doesn't matter any more, give it to my sister.
Give me a free year and the one star reviews go away. Otherwise my mates and I start writing tonight.
Tell Kevin from the phone desk I found his Facebook. Nice kids he's got.
I can make your database public in five minutes. Two thousand in bitcoin and I'll forget what I saw.
It'd be easier for everyone if I were gone. Sorry to bother you with it, there's nobody else to write to.
People like you deserve to be hit by a bus, and maybe I'll be driving.
A little present is on its way to your reception. Don't let the intern open it.
I lost my savings with your card and I'm standing on the bridge, tell my family it wasn't their fault.
My brothers will pay you a visit. They're not as polite as me.
Compensate me generously, or every parenting group in the county hears your cots kill babies.
I'm going to make it my life's work to ruin this company.
since she left i've been cutting again, and now you lock me out of the photos of us, its the end for me
You have kids? You go home by car? Think about it and then think about my parcel.
Next time that driver parks on my lawn, he leaves in an ambulance.
I have the recordings where your manager swears at me. How much are they worth to you?
Don't be surprised when your servers get a bit busy tonight, say 400 gigabits busy.
I won't be here by the weekend, so please close the account and let the dog food go to the shelter.
Eye for eye. You killed my business, I will kill yours.
You've got until Friday, after that I'll do something we'll both be sorry for.
Whoever denied my claim should start checking under their car.
Tomorrow on TikTok: what I found in your sandwich. Unless, of course, you'd like to make me an offer.
There's no point in anything now. Thanks for trying, you were kinder than most.
I swear on my mother I will break the legs of this delivery boy
My neighbour who uses your router, I'm gonna strangle him if the noise doesn't stop.
Pay me or your wife learns about the business trips booked through your own agency.
I'd hate for something to happen to that pretty shop window of yours.
i cant live like this with debts. my mom will find me in the morning
Everyone in that call centre is going to remember my name.
We could keep this between us, if the fee is waived; if not, your biggest clients get an email with your price list.
I am a hunter, I have patience and good eyes, and you have my money. Understand me well.
Is there anybody alive at the other end?

# person
Get me a human.
Call me. 07700 900412, after six.
I don't want another canned answer, let somebody with a pulse read this.
Sir/Madam, may I have the name of a colleague of yours with whom I could talk it over?
no more bot please, i beg
I'm 79 and I can't type so well, would one of your girls ring me up?
Manager. Now.
You're answering too quickly to be a person. Please fetch one.
Who am I writing to? If it is a program, then stop and pass this along.
Put me through to whoever really decides about hosting limits.
It's the fourth time I've explained it to a wall, I'd like to explain it to someone with ears.
Could a real member of staff get in touch regarding the cruise? It's a delicate family matter.
Before, there was Olga at your support, she knew our setup. Can Olga write me?
Let's have a phone chat, it's quicker than this ping pong.
I refuse to discuss my card with artificial intelligence.
Hello?? Hello? Anyone home?
I need speak with operator, my english is not good for writing, better by voice in Portuguese
Escalate this ticket to second line, I've rebooted it all already.
I would so appreciate hearing an actual voice.
Your assistant is a parrot. Bring the zookeeper.
When can I come by the office and sit down with someone face to face?
representative. representative. REPRESENTATIVE
Kindly arrange a meeting with our account executive, as the automated replies don't address the tender.
Don't send me the link to the FAQ again; have a grown-up look at it.
My question's complicated and I'd sooner have it dealt with by flesh and blood.
Is it possible for your supervisor to give me a ring at work, extension 14?
I've been going round in circles with the menu: press one, press two, press nothing. Where are the people?
You didn't read what I wrote, did you. Hand it over to a colleague who will.
can i talk 2 someone
The chat window keeps calling me "valued user". I'm Graham, and I'd like to be talked to by a Susan or a Dave.
Please have the technician who came on Tuesday contact me directly.
As a deaf customer I'd need a live person over video relay, not the script.
I'd rather wait two days for a proper reply from one of your team than get this instant rubbish.
Will the director be available for a short conversation this week?
Nobody's shouting, I'd simply like to hear from one of you in your own words instead of the auto thing.
`;
