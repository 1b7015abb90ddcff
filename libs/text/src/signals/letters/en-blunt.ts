/** English, people without patience, and people whose first language is another. Under the signals that each letter gives. */
export const EN_BLUNT = `
# none
How I can change language of the program?
I not find the bill of march, where is
Please to send me again the letter with code
Tell me the weight of packet, I must order the truck
My chief asks what means field number 7
Why is there a button sync, what it does
Explain me how to add the photo for product
I have paid on friday, you see the money or no?
Printer prints only half page, what setting
Change the mail of my account, new is below
It writes me wrong format of date, what is right format
Give me the number of your bank
Where is order, it should be today
I want return the hat, too big for me
Can be two people in the same time in one account?
The program is good but slow on my old computer, maybe some advice
No problem any more, close the ticket
This cancel button, it cancels only one line or all order?
Need paper of guarantee for my tv
Wifi in your manual is named other than in my device, which is correct
# urgent
Help fast!! All prices in shop are zero
Not working nothing, I have open store and people wait!!!
Quick please, somebody takes money from account just now
I must have document today until 16, if not I pay penalty
Answer now, ship goes in two hours
Everything stopped, factory stands, call me
Very urgent!!! database is empty after update
Do it today, tomorrow is too late, holiday starts
# complaint
What is this service? I write and write and you send me robots
You are liars, the page says in stock and I wait one month
Is this a joke? You sent me empty box
My money you took fast, but help I must beg for
Your driver shouts at my wife, what kind of people you hire
Nobody there can read? I answered this question four times already
Bad bad bad. Product fell apart in one day
I pay for premium and get nothing, shame
Every month bill is wrong and every month it is my problem
Stop sending me the standard text, it is an insult
You make fun of customers. I want speak with chief
So much promise and no result, very angry
# complaint urgent
Again not working!!! I lose clients now, you sleep there? Fix immediately
Five hours all is broken and your answer is wait. Shame! Do something now
# purchase
What costs the big package for my hotel
I want buy, how to pay from Poland
Give price for 1000 pieces, with transport
You have something cheaper for one person only?
I take it if you give ten percent down
Show me how it works, maybe we buy for all company
Can I have test account before I pay
Need more users, how much is one more
Which one is best for restaurant, I want order this week
Do you have it in size 44, I will buy
# churn
Finish my contract, I don't need
Take my card out of your system, no more payments
I go to other company, they are cheaper
We don't use, stop it from next month
How to quit? No button
If not lower price I leave
My shop is sold, delete all and close
I don't want to prolong
Tell me last day of contract, after that we are not with you
# churn complaint
Enough! Give back money and delete my account
You only take money and do nothing, I leave you
Stupid program, goodbye, cancel all
Your support is zero, we change to other one next week
# purchase urgent
I need buy two licences now, the training is starting in a moment, where to pay quick
`;
